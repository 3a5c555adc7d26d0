// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

/**
 * Where a victim dies.
 *
 * @param phase in which part of its life
 * @param shape with what kind of segment
 * @param point the call or step, see {@link org.evo.shm.linux.posix.CrashPoints}
 */
record CrashPoint(Phase phase, Shape shape, String point) {

  @Override
  public String toString() {
    return point + " (" + shape + ")";
  }
}
