// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves clients at a socket, all of them on the one thread that calls {@link #serve()}. A client
 * that is slow, silent or talks nonsense costs nobody but itself: none is waited for.
 */
final class CommandSocket implements AutoCloseable {

  /** Clients at a time; one more makes the one that has been silent longest go. */
  static final int MAX_CLIENTS = 512;

  private static final Logger LOG = LoggerFactory.getLogger(CommandSocket.class);
  private static final long TICK_MS = 1_000;
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

  private final LineHandler handler;
  private final LongSupplier clock;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final SocketFile file;
  private final SelectionKey acceptKey;
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  private record Reply(Connection client, String line) {}

  private CommandSocket(
      ServerSocketChannel server,
      Selector selector,
      SocketFile file,
      LineHandler handler,
      LongSupplier clock)
      throws IOException {
    this.server = server;
    this.selector = selector;
    this.file = file;
    this.handler = handler;
    this.clock = clock;
    server.configureBlocking(false);
    this.acceptKey = server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Opens it.
   *
   * @throws IOException when it cannot be had, with the reason
   */
  static CommandSocket open(Path path, LineHandler handler, LongSupplier clock) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean opened = false;
    try {
      SocketFile file = SocketFile.bind(server, path);
      CommandSocket socket = new CommandSocket(server, Selector.open(), file, handler, clock);
      opened = true;
      return socket;
    } finally {
      if (!opened) {
        server.close();
      }
    }
  }

  /**
   * Serves until {@link #stop()}, or until the name is somebody else's. Timing: blocking.
   *
   * @throws IOException when it cannot go on
   */
  void serve() throws IOException {
    long tickedNs = clock.getAsLong();
    while (!stopped) {
      selector.select(this::ready, TICK_MS);
      deliver();
      long nowNs = clock.getAsLong();
      if (nowNs - tickedNs >= TimeUnit.MILLISECONDS.toNanos(TICK_MS)) {
        tickedNs = nowNs;
        tick(nowNs);
      }
    }
  }

  /** Ends {@link #serve()}. From any thread. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /** Delivers the answers there are, lets all clients go and removes the name. */
  @Override
  public void close() throws IOException {
    deliver();
    try {
      file.close();
    } finally {
      for (Connection client : clients()) {
        client.close();
      }
      server.close();
      selector.close();
    }
  }

  private void ready(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key == acceptKey) {
      accept();
      return;
    }
    Connection client = (Connection) key.attachment();
    try {
      if (key.isReadable()) {
        take(client, client.read(clock.getAsLong()));
      } else if (key.isWritable() && client.write(clock.getAsLong())) {
        take(client, client.nextLine());
      }
    } catch (IOException gone) {
      drop(client, gone);
    }
  }

  private void accept() {
    try {
      SocketChannel channel = server.accept();
      if (channel != null) {
        welcome(channel);
      }
    } catch (IOException e) {
      // No descriptor left, most likely: until the next tick nobody is let in.
      LOG.warn("a client could not be let in: {}", e.getMessage());
      acceptKey.interestOps(0);
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    makeRoom();
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    key.attach(new Connection(channel, key, clock.getAsLong()));
  }

  private void makeRoom() {
    List<Connection> present = clients();
    if (present.size() >= MAX_CLIENTS) {
      present.stream()
          .min(
              Comparator.comparing((Connection client) -> !client.isIdle())
                  .thenComparing(Connection::sinceNs))
          .ifPresent(client -> drop(client, new IOException("too many clients")));
    }
  }

  private void take(Connection client, String line) throws IOException {
    if (line == null || !client.isOpen()) {
      return;
    }
    if (client.isTooLong()) {
      client.reply(
          AnswerLine.refused("a line of more than " + Connection.MAX_LINE_BYTES + " bytes"),
          true,
          clock.getAsLong());
      return;
    }
    client.await(clock.getAsLong());
    handler
        .answer(line)
        .thenAccept(
            answer -> {
              replies.add(new Reply(client, answer));
              selector.wakeup();
            });
  }

  private void deliver() {
    for (Reply reply = replies.poll(); reply != null; reply = replies.poll()) {
      Connection client = reply.client();
      if (client.isOpen()) {
        deliver(client, reply.line());
      }
    }
  }

  private void deliver(Connection client, String line) {
    try {
      client.reply(line, false, clock.getAsLong());
      if (client.isIdle()) {
        take(client, client.nextLine());
      }
    } catch (IOException gone) {
      drop(client, gone);
    }
  }

  private void tick(long nowNs) throws IOException {
    acceptKey.interestOps(SelectionKey.OP_ACCEPT);
    for (Connection client : clients()) {
      if (client.isClientsTurn() && nowNs - client.sinceNs() > PATIENCE_NS) {
        drop(client, new IOException("silent for too long"));
      }
    }
    if (!file.isOurs()) {
      throw new IOException("its name was removed or replaced");
    }
  }

  private List<Connection> clients() {
    List<Connection> clients = new ArrayList<>();
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Connection client && client.isOpen()) {
        clients.add(client);
      }
    }
    return clients;
  }

  private static void drop(Connection client, IOException why) {
    LOG.debug("a client is let go: {}", why.getMessage());
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("closing its connection failed", e);
    }
  }
}
