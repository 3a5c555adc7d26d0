// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Calls on paths. Stateless and thread-safe. */
public final class Posix {

  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_FOLLOW = 0x400;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  private static final int O_RDWR = 2;
  private static final int O_CREAT = 0x40;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;

  private static final int STATFS_BYTES = 256;
  private static final int STATFS_BLOCK_BYTES_AT = 8;
  private static final int STATFS_BLOCKS_AT = 16;

  private static final int MEMBARRIER_PRIVATE_EXPEDITED = 8;
  private static final int MEMBARRIER_REGISTER_PRIVATE_EXPEDITED = 16;

  private final Abi abi;

  /** For this machine; refuses any but Linux on x86_64 and aarch64. */
  public Posix() {
    this.abi = Abi.current();
  }

  /** Opens what is there: follows no link, waits for no device, creates nothing. */
  public Descriptor openExisting(Path path, boolean writable) throws PosixException {
    int access = writable ? O_RDWR : 0;
    return open(path, access | abi.openNoFollow() | O_NONBLOCK | O_CLOEXEC, 0);
  }

  /** Opens for writing, creating it first if need be; follows no link. */
  public Descriptor openOrCreate(Path path, int mode) throws PosixException {
    return open(path, O_RDWR | O_CREAT | abi.openNoFollow() | O_NONBLOCK | O_CLOEXEC, mode);
  }

  /** A new file in {@code directory} that has no name yet and vanishes if it never gets one. */
  public Descriptor openUnnamed(Path directory, int mode) throws PosixException {
    return open(directory, abi.openUnnamed() | O_RDWR | O_CLOEXEC, mode);
  }

  private Descriptor open(Path path, int flags, int mode) throws PosixException {
    while (true) {
      try {
        return new Descriptor(LibC.open(path.toString(), flags, mode), path);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR) {
          throw new PosixException("open", path.toString(), e.getErrorCode());
        }
      }
    }
  }

  /** Gives an open file a name; fails with EEXIST when the name is taken. */
  public void link(Descriptor file, Path path) throws PosixException {
    try {
      LibC.linkat(AT_FDCWD, file.procPath(), AT_FDCWD, path.toString(), AT_SYMLINK_FOLLOW);
    } catch (LastErrorException e) {
      throw new PosixException("linkat", path.toString(), e.getErrorCode());
    }
  }

  /**
   * Renames, replacing what has the new name; false when the old one is gone. Between two names of
   * one file it does nothing.
   */
  public boolean rename(Path from, Path to) throws PosixException {
    try {
      LibC.rename(from.toString(), to.toString());
      return true;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == Errno.ENOENT) {
        return false;
      }
      throw new PosixException("rename", from + " -> " + to, e.getErrorCode());
    }
  }

  /** Removes a name; one that is gone already is good. */
  public void unlink(Path path) throws PosixException {
    try {
      LibC.unlink(path.toString());
    } catch (LastErrorException e) {
      if (e.getErrorCode() != Errno.ENOENT) {
        throw new PosixException("unlink", path.toString(), e.getErrorCode());
      }
    }
  }

  /** What has this name, a link itself included; empty when nothing has. */
  public Optional<FileStatus> status(Path path) throws PosixException {
    deliverErrors();
    byte[] result = new byte[FileStatus.STRUCT_BYTES];
    try {
      LibC.statx(AT_FDCWD, path.toString(), AT_SYMLINK_NOFOLLOW, FileStatus.BASIC_MASK, result);
      return Optional.of(FileStatus.parse(result));
    } catch (LastErrorException e) {
      if (e.getErrorCode() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw new PosixException("statx", path.toString(), e.getErrorCode());
    }
  }

  /**
   * Lets an {@link InternalError} out that is still under way to this thread, because it touched
   * memory of a truncated file. Java 17 delivers it in the next native call; if that is one with
   * strings JNA stumbles over it while converting them, and fails for no reason that anybody
   * understands.
   */
  static void deliverErrors() {
    LibC.geteuid();
  }

  /**
   * The names in a directory, without {@code .} and {@code ..}, in no particular order. Names that
   * are not in ASCII are left out: none of them is a segment's.
   */
  public List<String> list(Path directory) throws PosixException {
    int flags = abi.openDirectory() | O_CLOEXEC;
    try (Descriptor open = open(directory, flags, 0)) {
      return open.list(abi.listDirectory());
    }
  }

  /** The file system that holds {@code path}. */
  public FileSystem fileSystem(Path path) throws PosixException {
    byte[] result = new byte[STATFS_BYTES];
    try {
      LibC.statfs(path.toString(), result);
    } catch (LastErrorException e) {
      throw new PosixException("statfs", path.toString(), e.getErrorCode());
    }
    ByteBuffer b = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
    return new FileSystem(
        b.getLong(0), b.getLong(STATFS_BLOCKS_AT) * b.getLong(STATFS_BLOCK_BYTES_AT));
  }

  /** The effective user of this process. */
  public int effectiveUid() {
    return LibC.geteuid();
  }

  /** Announces that {@link #barrierAllThreads} will be used; 5 to 17 ms, once a process. */
  public void registerBarrier() throws PosixException {
    membarrier(MEMBARRIER_REGISTER_PRIVATE_EXPEDITED);
  }

  /** A full memory barrier on every running thread of this process. */
  public void barrierAllThreads() throws PosixException {
    membarrier(MEMBARRIER_PRIVATE_EXPEDITED);
  }

  private void membarrier(int command) throws PosixException {
    try {
      LibC.syscall(abi.membarrier(), command, 0, 0);
    } catch (LastErrorException e) {
      throw new PosixException("membarrier", "command " + command, e.getErrorCode());
    }
  }
}
