// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import java.io.IOException;

/** A system call failed. */
public final class PosixException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int errno;

  PosixException(String call, String object, int errno) {
    super(call + "(" + object + ") failed: " + Errno.describe(errno));
    this.errno = errno;
  }

  /** The error number, see {@link Errno}. */
  public int errno() {
    return errno;
  }
}
