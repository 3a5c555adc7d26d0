// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

/**
 * What statfs(2) says of a file system.
 *
 * @param magic the number of its type
 * @param sizeBytes how much fits, 0 when it has no limit of its own
 */
public record FileSystem(long magic, long sizeBytes) {

  private static final long TMPFS = 0x01021994L;
  private static final long HUGETLBFS = 0x958458f6L;

  /** Whether files live in memory, with mappings and locks that behave. */
  public boolean isInMemory() {
    return magic == TMPFS || magic == HUGETLBFS;
  }

  /** For people. */
  public String name() {
    return switch ((int) magic) {
      case (int) TMPFS -> "tmpfs";
      case (int) HUGETLBFS -> "hugetlbfs";
      case 0xEF53 -> "ext4";
      case 0x58465342 -> "xfs";
      case (int) 0x9123683EL -> "btrfs";
      case 0x6969 -> "nfs";
      case 0x01021997 -> "9p";
      case 0x794c7630 -> "overlayfs";
      case 0x65735546 -> "fuse";
      case 0x9fa0 -> "proc";
      case 0x62656572 -> "sysfs";
      default -> String.format("file system 0x%x", magic);
    };
  }
}
