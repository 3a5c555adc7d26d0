// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

/** The error numbers that are told apart, the same on x86_64 and aarch64 (asm-generic/errno). */
public final class Errno {

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EEXIST = 17;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int EFBIG = 27;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int ENOLCK = 37;
  public static final int ENOSYS = 38;
  public static final int ELOOP = 40;
  public static final int EOPNOTSUPP = 95;
  public static final int EDQUOT = 122;

  private Errno() {}

  /** For people: the number with the words of errno(3). */
  static String describe(int errno) {
    return errno
        + " "
        + switch (errno) {
          case EPERM -> "(operation not permitted)";
          case ENOENT -> "(no such file or directory)";
          case ESRCH -> "(no such process)";
          case EAGAIN -> "(held by another)";
          case ENOMEM -> "(not enough memory)";
          case EACCES -> "(permission denied)";
          case EEXIST -> "(file exists)";
          case ENOTDIR -> "(not a directory)";
          case EISDIR -> "(is a directory)";
          case EINVAL -> "(invalid argument)";
          case ENFILE -> "(too many open files in the system)";
          case EMFILE -> "(too many open files)";
          case EFBIG -> "(file too large)";
          case ENOSPC -> "(no space left)";
          case EROFS -> "(read-only file system)";
          case ENOLCK -> "(no locks available)";
          case ENOSYS -> "(not implemented)";
          case ELOOP -> "(a symbolic link)";
          case EOPNOTSUPP -> "(not supported)";
          case EDQUOT -> "(quota exceeded)";
          default -> "";
        };
  }
}
