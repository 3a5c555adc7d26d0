// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file. Its locks belong to the open file description (fcntl(2), F_OFD_*): they hold
 * against every other description, of this process too, and end when it is closed and no mapping
 * was made from it.
 *
 * <p>Owned by whoever opened it, who closes it once; {@code close} is idempotent. Not thread-safe
 * otherwise.
 */
public final class Descriptor implements AutoCloseable {

  private static final int F_OFD_GETLK = 36;
  private static final int F_OFD_SETLK = 37;
  private static final int FLOCK_BYTES = 32;
  private static final short F_RDLCK = 0;
  private static final short F_WRLCK = 1;
  private static final short F_UNLCK = 2;

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final long RESERVE_STEP_BYTES = 64L << 20;

  /** FALLOC_FL_PUNCH_HOLE, which goes only with FALLOC_FL_KEEP_SIZE. */
  private static final int PUNCH_HOLE_KEEP_SIZE = 3;

  private final int fd;
  private final Path path;
  private final AtomicBoolean closed = new AtomicBoolean();

  Descriptor(int fd, Path path) {
    this.fd = fd;
    this.path = path;
  }

  /** The name under which it was opened; for an unnamed file its directory. */
  public Path path() {
    return path;
  }

  /** A name that reopens this very file, whatever happened to its own name. */
  String procPath() {
    return "/proc/self/fd/" + fd;
  }

  /** What the file is now. */
  public FileStatus status() throws PosixException {
    Posix.deliverErrors();
    byte[] result = new byte[FileStatus.STRUCT_BYTES];
    try {
      LibC.statx(fd, "", AT_EMPTY_PATH, FileStatus.BASIC_MASK, result);
      return FileStatus.parse(result);
    } catch (LastErrorException e) {
      throw failed("statx", e);
    }
  }

  /** Takes an exclusive lock; false when somebody else holds a part of it. */
  public boolean tryLockExclusive(long start, long length) throws PosixException {
    return tryLock(F_WRLCK, start, length);
  }

  /** Takes a shared lock, for which read access suffices; false when a writer holds a part. */
  public boolean tryLockShared(long start, long length) throws PosixException {
    return tryLock(F_RDLCK, start, length);
  }

  /** Gives locks up; bytes that are not locked do not matter. */
  public void unlock(long start, long length) throws PosixException {
    tryLock(F_UNLCK, start, length);
  }

  /** Gives all locks up, at once: a child that was forked a moment ago may keep the file open. */
  public void unlockAll() throws PosixException {
    unlock(0, 0);
  }

  private boolean tryLock(short type, long start, long length) throws PosixException {
    try {
      LibC.fcntl(fd, F_OFD_SETLK, flock(type, start, length));
      return true;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == Errno.EAGAIN || e.getErrorCode() == Errno.EACCES) {
        return false;
      }
      throw failed("fcntl", e);
    }
  }

  /** A lock of somebody else's that would refuse an exclusive one here, shared ones included. */
  public Optional<HeldLock> probeAny(long start, long length) throws PosixException {
    return probe(F_WRLCK, start, length);
  }

  /** A lock of somebody else's that would refuse a shared one here: exclusive ones only. */
  public Optional<HeldLock> probeExclusive(long start, long length) throws PosixException {
    return probe(F_RDLCK, start, length);
  }

  private Optional<HeldLock> probe(short type, long start, long length) throws PosixException {
    byte[] flock = flock(type, start, length);
    try {
      LibC.fcntl(fd, F_OFD_GETLK, flock);
    } catch (LastErrorException e) {
      throw failed("fcntl", e);
    }
    ByteBuffer found = ByteBuffer.wrap(flock).order(ByteOrder.LITTLE_ENDIAN);
    if (found.getShort(0) == F_UNLCK) {
      return Optional.empty();
    }
    return Optional.of(new HeldLock(found.getLong(8), found.getLong(16)));
  }

  /** struct flock: type s16@0, whence s16@2 (SEEK_SET), start@8, len@16, pid@24 must be 0. */
  private static byte[] flock(short type, long start, long length) {
    return ByteBuffer.allocate(FLOCK_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(0, type)
        .putLong(8, start)
        .putLong(16, length)
        .array();
  }

  /**
   * Reserves every block up to {@code sizeBytes} and makes the file that long, in steps so that a
   * signal does not start a large one over.
   */
  public void reserve(long sizeBytes) throws PosixException {
    long done = 0;
    while (done < sizeBytes) {
      long step = Math.min(RESERVE_STEP_BYTES, sizeBytes - done);
      int errno = LibC.posix_fallocate(fd, done, step);
      if (errno == 0) {
        done += step;
      } else if (errno != Errno.EINTR) {
        throw new PosixException("posix_fallocate", sizeBytes + " bytes in " + path, errno);
      }
    }
  }

  /**
   * Gives the memory of these bytes back, whoever has them mapped; they read as zeros from then on.
   * The file stays as long as it is. A file system that cannot do that keeps them as they are,
   * until the last mapping goes.
   */
  public void punch(long offset, long length) throws PosixException {
    while (true) {
      try {
        LibC.fallocate(fd, PUNCH_HOLE_KEEP_SIZE, offset, length);
        return;
      } catch (LastErrorException e) {
        if (e.getErrorCode() == Errno.EOPNOTSUPP) {
          return;
        }
        if (e.getErrorCode() != Errno.EINTR) {
          throw failed("fallocate", e);
        }
      }
    }
  }

  /** Reads up to {@code length} bytes at {@code offset}; fewer at the end of the file. */
  public byte[] read(long offset, int length) throws PosixException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      byte[] rest = done == 0 ? bytes : new byte[length - done];
      int got = readOnce(offset + done, rest);
      if (got == 0) {
        return java.util.Arrays.copyOf(bytes, done);
      }
      if (rest != bytes) {
        System.arraycopy(rest, 0, bytes, done, got);
      }
      done += got;
    }
    return bytes;
  }

  private int readOnce(long offset, byte[] dst) throws PosixException {
    while (true) {
      try {
        return (int) LibC.pread(fd, dst, dst.length, offset);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR) {
          throw failed("pread", e);
        }
      }
    }
  }

  /** The names in it, a directory. */
  List<String> list(int listDirectory) throws PosixException {
    List<String> names = new ArrayList<>();
    byte[] entries = new byte[DirectoryEntries.BUFFER_BYTES];
    try {
      long bytes = LibC.syscall(listDirectory, fd, entries, entries.length);
      while (bytes > 0) {
        DirectoryEntries.addNames(entries, (int) bytes, names);
        bytes = LibC.syscall(listDirectory, fd, entries, entries.length);
      }
      return names;
    } catch (LastErrorException e) {
      throw failed("getdents64", e);
    }
  }

  /**
   * Opens it once more and closes it again, for the reason that Java does not tell.
   *
   * @throws PosixException when that fails
   */
  void checkCanReopen(boolean writable) throws PosixException {
    try {
      LibC.close(LibC.open(procPath(), (writable ? O_RDWR : 0) | O_CLOEXEC, 0));
    } catch (LastErrorException e) {
      throw failed("open", e);
    }
  }

  /** Makes {@code content} the whole content of a small file. */
  public void replaceContent(byte[] content) throws PosixException {
    try {
      LibC.ftruncate(fd, 0);
    } catch (LastErrorException e) {
      throw failed("ftruncate", e);
    }
    write(0, content);
  }

  /** Writes a few bytes at {@code offset}; mappings of the file show them at once. */
  public void write(long offset, byte[] content) throws PosixException {
    try {
      long done = LibC.pwrite(fd, content, content.length, offset);
      if (done != content.length) {
        throw new PosixException("pwrite", path.toString(), Errno.ENOSPC);
      }
    } catch (LastErrorException e) {
      throw failed("pwrite", e);
    }
  }

  /** Sets its times to now. */
  public void touch() throws PosixException {
    try {
      LibC.futimens(fd, null);
    } catch (LastErrorException e) {
      throw failed("futimens", e);
    }
  }

  /** Gives the file to a group, with these permissions. */
  public void shareWithGroup(int gid, int mode) throws PosixException {
    try {
      LibC.fchown(fd, -1, gid);
      LibC.fchmod(fd, mode);
    } catch (LastErrorException e) {
      throw failed("fchown", e);
    }
  }

  /** Sets the permissions, whatever the umask. */
  public void permissions(int mode) throws PosixException {
    try {
      LibC.fchmod(fd, mode);
    } catch (LastErrorException e) {
      throw failed("fchmod", e);
    }
  }

  @Override
  public void close() throws PosixException {
    if (closed.compareAndSet(false, true)) {
      try {
        LibC.close(fd);
      } catch (LastErrorException e) {
        // Linux has released the descriptor even then; a second close could hit another's.
        if (e.getErrorCode() != Errno.EINTR) {
          throw failed("close", e);
        }
      }
    }
  }

  private PosixException failed(String call, LastErrorException e) {
    return new PosixException(call, path.toString(), e.getErrorCode());
  }
}
