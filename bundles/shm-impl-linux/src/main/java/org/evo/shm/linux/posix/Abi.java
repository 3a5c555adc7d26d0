// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

/**
 * The numbers that differ between the processors, from the kernel's asm/unistd.h, asm/fcntl.h and
 * sys/epoll.h.
 *
 * @param openDirectory {@code O_DIRECTORY}
 * @param openNoFollow {@code O_NOFOLLOW}
 * @param openUnnamed {@code O_TMPFILE}
 * @param membarrier system call number
 * @param listDirectory system call number of {@code getdents64}
 * @param epollEventBytes the length of struct epoll_event, which is packed on x86_64 only
 * @param epollDataAt where its data are
 */
record Abi(
    int openDirectory,
    int openNoFollow,
    int openUnnamed,
    int membarrier,
    int listDirectory,
    int epollEventBytes,
    int epollDataAt) {

  private static final Abi X86_64 = new Abi(0x10000, 0x20000, 0x410000, 324, 217, 12, 4);
  private static final Abi AARCH64 = new Abi(0x4000, 0x8000, 0x404000, 283, 61, 16, 8);

  /** The numbers of this machine. */
  static Abi current() {
    String arch = System.getProperty("os.arch");
    String os = System.getProperty("os.name");
    if (!os.equals("Linux")) {
      throw new UnsupportedOperationException("needs Linux, this is " + os);
    }
    return switch (arch) {
      case "amd64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException("needs x86_64 or aarch64, this is " + arch);
    };
  }
}
