// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The name of a socket in the file system: for its owner alone, replaced when whoever served it is
 * dead, removed at the end if it is still ours.
 */
final class SocketFile implements AutoCloseable {

  private static final int MAX_PATH_BYTES = 107;
  private static final int BACKLOG = 1024;
  private static final int TYPE_MASK = 0170000;
  private static final int SOCKET_TYPE = 0140000;

  private final Path path;
  private final Object key;

  private SocketFile(Path path, Object key) {
    this.path = path;
    this.key = key;
  }

  /**
   * Binds a channel to the name. Timing: blocking.
   *
   * @throws IOException also when somebody else serves it, or something else has the name
   */
  static SocketFile bind(ServerSocketChannel channel, Path path) throws IOException {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw new IOException(
          "the path is longer than the " + MAX_PATH_BYTES + " bytes that a socket may have");
    }
    requireReplaceable(path);
    // Where nobody else can reach it before it is for its owner alone.
    Path hidden = path.resolveSibling("." + ProcessHandle.current().pid());
    Path fresh = hidden.resolve("s");
    try {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(hidden);
      Files.createDirectory(
          hidden,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      channel.bind(UnixDomainSocketAddress.of(fresh), BACKLOG);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Object key = keyOf(fresh);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new SocketFile(path, key);
    } finally {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(hidden);
    }
  }

  /** Whether clients that connect to the name still come to us. */
  boolean isOurs() throws IOException {
    try {
      return keyOf(path).equals(key);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** Removes the name. */
  @Override
  public void close() throws IOException {
    if (isOurs()) {
      Files.deleteIfExists(path);
    }
  }

  private static Object keyOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private static void requireReplaceable(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & TYPE_MASK) != SOCKET_TYPE) {
      throw new IOException("something that is no socket has this name");
    }
    if (isServed(path)) {
      throw new IOException("another process serves it");
    }
  }

  /** Without waiting: a server that is busy is one, too. */
  private static boolean isServed(Path path) throws IOException {
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.configureBlocking(false);
      client.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (java.net.ConnectException dead) {
      return false;
    }
  }
}
