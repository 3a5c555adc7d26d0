// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

/**
 * A run of bytes of a file.
 *
 * @param start the first
 * @param length how many
 */
public record ByteRange(long start, long length) {

  /** The byte behind the last one. */
  public long end() {
    return start + length;
  }
}
