// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

/** Failures that this machine does not give on demand. */
public final class Refusals {

  private Refusals() {}

  /** A failed call. */
  public static PosixException of(String call, int errno) {
    return new PosixException(call, "a test", errno);
  }
}
