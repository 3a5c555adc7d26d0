// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What {@code statx(2)} says of a file.
 *
 * @param kind the file type bits of its mode, {@code S_IFMT}
 * @param permissions the permission bits of its mode
 * @param uid its owner
 * @param links its names
 * @param inode its number on its device
 * @param device the device, major in the upper half
 * @param sizeBytes its length
 * @param allocatedBytes what it occupies: less than its length where that has holes
 * @param changedNs when it, or what the file system says of it, was changed last, ns since 1970
 */
public record FileStatus(
    int kind,
    int permissions,
    int uid,
    int links,
    long inode,
    long device,
    long sizeBytes,
    long allocatedBytes,
    long changedNs) {

  static final int STRUCT_BYTES = 256;
  static final int BASIC_MASK = 0x7ff;

  /** The unit in which the kernel counts, whatever the file system's blocks are. */
  private static final long BLOCK_BYTES = 512;

  private static final long NS_PER_S = 1_000_000_000L;
  private static final int KIND_MASK = 0xF000;
  private static final int DIRECTORY = 0x4000;
  private static final int REGULAR = 0x8000;
  private static final int PERMISSION_MASK = 0xFFF;

  /** Field offsets of struct statx, the same on every processor. */
  static FileStatus parse(byte[] statx) {
    ByteBuffer b = ByteBuffer.wrap(statx).order(ByteOrder.LITTLE_ENDIAN);
    int mode = b.getShort(28) & 0xFFFF;
    long device = ((long) b.getInt(136) << 32) | (b.getInt(140) & 0xFFFF_FFFFL);
    return new FileStatus(
        mode & KIND_MASK,
        mode & PERMISSION_MASK,
        b.getInt(20),
        b.getInt(16),
        b.getLong(32),
        device,
        b.getLong(40),
        b.getLong(48) * BLOCK_BYTES,
        b.getLong(96) * NS_PER_S + b.getInt(104));
  }

  /** Whether it is an ordinary file. */
  public boolean isRegular() {
    return kind == REGULAR;
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return kind == DIRECTORY;
  }

  /** Whether both are the same file, whatever their names. */
  public boolean sameFile(FileStatus other) {
    return inode == other.inode && device == other.device;
  }

  /** The type in words. */
  public String kindName() {
    return switch (kind) {
      case 0x1000 -> "a FIFO";
      case 0x2000 -> "a character device";
      case DIRECTORY -> "a directory";
      case 0x6000 -> "a block device";
      case REGULAR -> "a file";
      case 0xA000 -> "a symbolic link";
      case 0xC000 -> "a socket";
      default -> "of unknown type";
    };
  }
}
