// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A client: one line of it is answered before the next is read, so that it can neither flood nor
 * fill the memory. Owned by the selecting thread.
 */
final class Connection {

  /** Longest line, in bytes, with its end. */
  static final int MAX_LINE_BYTES = 4096;

  private enum Phase {
    READING,
    DISCARDING,
    WAITING,
    WRITING
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer in = ByteBuffer.allocate(MAX_LINE_BYTES);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private Phase phase = Phase.READING;
  private boolean last;
  private long sinceNs;

  Connection(SocketChannel channel, SelectionKey key, long nowNs) {
    this.channel = channel;
    this.key = key;
    this.sinceNs = nowNs;
  }

  /** When it did something last. */
  long sinceNs() {
    return sinceNs;
  }

  /** Whether it is the client's turn, so that time counts against it. */
  boolean isClientsTurn() {
    return phase != Phase.WAITING;
  }

  /** Whether nothing of it is under way. */
  boolean isIdle() {
    return phase == Phase.READING || phase == Phase.DISCARDING;
  }

  /**
   * Takes what has come.
   *
   * @return a whole line without its end, null when there is none yet
   */
  String read(long nowNs) throws IOException {
    int read = channel.read(in);
    if (read < 0) {
      close();
      return null;
    }
    sinceNs = nowNs;
    return nextLine();
  }

  /** A further line that came with the one before, null when there is none. */
  String nextLine() {
    in.flip();
    try {
      int end = indexOfEnd();
      if (end >= 0) {
        return line(end);
      }
      if (in.limit() == in.capacity()) {
        phase = Phase.DISCARDING;
        in.position(in.limit());
      }
      return null;
    } finally {
      in.compact();
    }
  }

  /** Whether the line that ended was too long to be kept. */
  boolean isTooLong() {
    return phase == Phase.DISCARDING;
  }

  /** The line is being answered; nothing is read before that. */
  void await(long nowNs) {
    phase = Phase.WAITING;
    sinceNs = nowNs;
    key.interestOps(0);
  }

  /**
   * Begins to write the answer.
   *
   * @param isLast whether the client is to go then
   */
  void reply(String line, boolean isLast, long nowNs) throws IOException {
    out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    last = isLast;
    phase = Phase.WRITING;
    write(nowNs);
  }

  /** Goes on writing. Returns whether the answer is out. */
  boolean write(long nowNs) throws IOException {
    channel.write(out);
    sinceNs = nowNs;
    if (out.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
      return false;
    }
    if (last) {
      close();
      return false;
    }
    phase = Phase.READING;
    key.interestOps(SelectionKey.OP_READ);
    return true;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  void close() throws IOException {
    key.cancel();
    channel.close();
  }

  private int indexOfEnd() {
    for (int i = in.position(); i < in.limit(); i++) {
      if (in.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private String line(int end) {
    byte[] bytes = new byte[end - in.position()];
    in.get(bytes);
    in.get();
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
