// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

/** Which way the bytes of an operation go. */
enum Direction {
  /** To shared memory. */
  IN,

  /** From shared memory. */
  OUT
}
