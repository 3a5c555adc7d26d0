// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps an instance to one process: a file that is locked as long as the process lives, with its
 * pid in it. Nothing else in this process may open that file: closing it would give the lock up.
 */
final class InstanceLock implements AutoCloseable {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int MAX_PID_BYTES = 20;
  private static final int ATTEMPTS = 100;

  private final Path file;
  private final FileChannel channel;

  private InstanceLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock; does not wait for it. A file that a killed process left is taken over.
   *
   * @param file in a directory that exists
   * @param instance for people
   * @throws RunRefusedException when another process has it, with its pid
   */
  static InstanceLock acquire(Path file, String instance) throws IOException, RunRefusedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      InstanceLock lock = new InstanceLock(file, open(file));
      boolean kept = false;
      try {
        if (!lock.tryLock()) {
          throw refusal(instance, lock.readPid());
        }
        if (lock.isNamed()) {
          lock.writePid();
          kept = true;
          return lock;
        }
      } finally {
        if (!kept) {
          lock.channel.close();
        }
      }
    }
    throw new IOException("it is replaced again and again");
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static RunRefusedException refusal(String instance, String pid) {
    return RunRefusedException.running(
        "instance " + instance,
        "it is already running, as pid " + pid,
        "stop that one (kill " + pid + ") or choose another name with --instance");
  }

  private boolean tryLock() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Whether the file locked is the one that has the name: the holder before removes it, and may
   * have done so after we had opened it.
   */
  private boolean isNamed() throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        if (isFile(descriptor)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isFile(Path descriptor) throws IOException {
    try {
      return Files.isSameFile(descriptor, file);
    } catch (NoSuchFileException e) {
      // Another thread has closed that descriptor, or the name is gone.
      return false;
    }
  }

  private void writePid() throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** The holder's, as it is written there; it may be about to write it. */
  private String readPid() throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MAX_PID_BYTES);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]+") ? pid : "?";
  }

  /** Removes the file, then gives the lock up. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      channel.close();
    }
  }
}
