// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** Sends one line to an instance and takes the line that comes back. */
final class CommandClient {

  private static final int BUFFER_BYTES = 8192;
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final String instance;
  private final Path socket;
  private final long timeoutMs;

  CommandClient(String instance, StateDirectory state, long timeoutMs) {
    this.instance = instance;
    this.socket = state.commandSocket();
    this.timeoutMs = timeoutMs;
  }

  /**
   * Timing: blocking, for no longer than the timeout.
   *
   * @throws CommandFailedException when nobody is there, or nothing comes back
   */
  String exchange(String line) throws CommandFailedException {
    try (SocketChannel channel = connect()) {
      Thread guard = guard(Thread.currentThread());
      try {
        return exchange(channel, line);
      } catch (ClosedByInterruptException late) {
        Thread.interrupted();
        throw CommandFailedException.noAnswer(
            instance, "no answer within " + timeoutMs + " ms", late);
      } finally {
        guard.interrupt();
      }
    } catch (IOException e) {
      throw CommandFailedException.noAnswer(
          instance, "the connection broke off: " + e.getMessage(), e);
    }
  }

  private SocketChannel connect() throws IOException, CommandFailedException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw unconnected(e);
    }
  }

  private CommandFailedException unconnected(IOException why) {
    try {
      if (!Files.isWritable(socket) && Files.exists(socket)) {
        return forbidden("user " + Files.getOwner(socket).getName(), why);
      }
      Files.readAttributes(socket, BasicFileAttributes.class);
    } catch (AccessDeniedException hidden) {
      return forbidden("another user", why);
    } catch (IOException absent) {
      why.addSuppressed(absent);
    }
    return CommandFailedException.notRunning(
        instance, "nobody takes commands at " + socket + " (" + why.getMessage() + ")", why);
  }

  private CommandFailedException forbidden(String owner, IOException why) {
    return CommandFailedException.notAllowed(
        instance,
        "the instance's socket " + socket + " is there for " + owner + " alone",
        "send commands as the user who runs the instance",
        why);
  }

  /** Interrupts whoever waits when the time is over; that closes the channel. */
  private Thread guard(Thread waiting) {
    Thread guard =
        new Thread(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(timeoutMs);
                waiting.interrupt();
              } catch (InterruptedException answered) {
                return;
              }
            },
            "evo-command-timeout");
    guard.setDaemon(true);
    guard.start();
    return guard;
  }

  private String exchange(SocketChannel channel, String line)
      throws IOException, CommandFailedException {
    ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (out.hasRemaining()) {
      channel.write(out);
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
    while (answer.size() <= MAX_ANSWER_BYTES && channel.read(in) >= 0) {
      answer.write(in.array(), 0, in.position());
      in.clear();
      String text = answer.toString(StandardCharsets.UTF_8);
      if (text.endsWith("\n")) {
        return text.stripTrailing();
      }
    }
    throw CommandFailedException.noAnswer(instance, "the instance ended before it answered", null);
  }
}
