// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells which names come and go in a directory, inotify(7): one that a file is linked to appears,
 * one that is renamed over appears again. What is written through a mapping is never told, and
 * other writing is not asked for. For one thread.
 */
public final class Inotify implements AutoCloseable {

  /** IN_CLOEXEC and IN_NONBLOCK: those of open(2), the same on x86_64 and aarch64. */
  private static final int CLOEXEC_NONBLOCK = 0x80000 | 0x800;

  private static final int IN_MOVED_FROM = 0x40;
  private static final int IN_MOVED_TO = 0x80;
  private static final int IN_CREATE = 0x100;
  private static final int IN_DELETE = 0x200;
  private static final int IN_DELETE_SELF = 0x400;
  private static final int IN_MOVE_SELF = 0x800;
  private static final int IN_UNMOUNT = 0x2000;
  private static final int IN_Q_OVERFLOW = 0x4000;
  private static final int IN_IGNORED = 0x8000;
  private static final int IN_ONLYDIR = 0x1000000;

  private static final int ASKED_FOR =
      IN_CREATE
          | IN_DELETE
          | IN_MOVED_FROM
          | IN_MOVED_TO
          | IN_DELETE_SELF
          | IN_MOVE_SELF
          | IN_ONLYDIR;

  private static final int LOST = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;

  /** struct inotify_event: wd s32@0, mask u32@4, cookie u32@8, len u32@12, name@16 up to a zero. */
  private static final int MASK_AT = 4;

  private static final int LENGTH_AT = 12;
  private static final int NAME_AT = 16;

  private static final int BUFFER_BYTES = 64 << 10;

  /** How much is taken at once, so that a flood does not keep the reader for ever. */
  private static final int BUFFERS = 16;

  /**
   * What was told.
   *
   * @param names came or went; those that are not in ASCII are left out: none is a segment's
   * @param overflowed whether the kernel had to drop some
   * @param lost whether this was the last: the directory was removed, moved or unmounted
   */
  public record Changes(Set<String> names, boolean overflowed, boolean lost) {}

  private final OwnedFd fd;

  private Inotify(OwnedFd fd) {
    this.fd = fd;
  }

  /**
   * Begins to listen.
   *
   * @throws PosixException ENOENT or ENOTDIR; EMFILE or ENOSPC when this user has no more of them
   *     (fs.inotify.max_user_instances, max_user_watches)
   */
  public static Inotify open(Path directory) throws PosixException {
    OwnedFd fd;
    try {
      fd = new OwnedFd(LibC.inotify_init1(CLOEXEC_NONBLOCK), "inotify of " + directory);
    } catch (LastErrorException e) {
      throw new PosixException("inotify_init1", directory.toString(), e.getErrorCode());
    }
    try {
      LibC.inotify_add_watch(fd.number(), directory.toString(), ASKED_FOR);
      return new Inotify(fd);
    } catch (LastErrorException e) {
      fd.close();
      throw new PosixException("inotify_add_watch", directory.toString(), e.getErrorCode());
    }
  }

  /** Waits for changes, a wake-up, which it uses up, or the end of the time. */
  public Changes await(long timeoutMs, Wakeup wakeup) throws PosixException {
    Collected collected = new Collected();
    if (Readiness.await(timeoutMs, fd.number(), wakeup.number())) {
      wakeup.consume();
      byte[] buffer = new byte[BUFFER_BYTES];
      int bytes = read(buffer);
      for (int i = 1; bytes > 0; i++) {
        collected.add(buffer, bytes);
        bytes = i < BUFFERS ? read(buffer) : 0;
      }
    }
    return new Changes(collected.names, collected.overflowed, collected.lost);
  }

  /** 0 when there is no more. */
  private int read(byte[] buffer) throws PosixException {
    while (true) {
      try {
        return (int) LibC.read(fd.number(), buffer, buffer.length);
      } catch (LastErrorException e) {
        if (e.getErrorCode() == Errno.EAGAIN) {
          return 0;
        }
        if (e.getErrorCode() != Errno.EINTR) {
          throw fd.failed("read", e);
        }
      }
    }
  }

  @Override
  public void close() {
    fd.close();
  }

  private static final class Collected {

    private final Set<String> names = new HashSet<>();
    private boolean overflowed;
    private boolean lost;

    void add(byte[] buffer, int bytes) {
      ByteBuffer b = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
      int at = 0;
      while (at < bytes) {
        int mask = b.getInt(at + MASK_AT);
        int length = b.getInt(at + LENGTH_AT);
        overflowed |= (mask & IN_Q_OVERFLOW) != 0;
        lost |= (mask & LOST) != 0;
        addName(buffer, at + NAME_AT, length);
        at += NAME_AT + length;
      }
    }

    private void addName(byte[] buffer, int start, int length) {
      int end = start;
      while (end < start + length && buffer[end] > 0) {
        end++;
      }
      boolean ascii = end == start + length || buffer[end] == 0;
      if (ascii && end > start) {
        names.add(new String(buffer, start, end - start, StandardCharsets.US_ASCII));
      }
    }
  }
}
