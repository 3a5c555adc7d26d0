// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

/**
 * A lock that somebody else holds.
 *
 * @param start its first byte
 * @param length its bytes, 0 when it has no end
 */
public record HeldLock(long start, long length) {

  /** The byte behind the last one. */
  public long end() {
    return length == 0 ? Long.MAX_VALUE : start + length;
  }
}
