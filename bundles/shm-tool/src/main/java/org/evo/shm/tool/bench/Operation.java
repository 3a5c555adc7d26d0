// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

/** Something to measure. Owned by one thread. */
@FunctionalInterface
interface Operation {

  /**
   * Does it {@code times} times.
   *
   * @return something that depends on every result, so that no compiler can leave the work out
   */
  long repeat(int times);
}
