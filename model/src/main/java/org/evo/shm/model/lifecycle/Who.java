// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/** Numbers that stand for processes where locks and records name one. */
final class Who {

  static final int NOBODY = -1;

  /** A process that died before the beginning. */
  static final int FORMER = 8;

  private static final int CHILD = 16;

  private Who() {}

  /** A child that keeps the locks of {@code process}, which is dead. */
  static int childOf(int process) {
    return process + CHILD;
  }

  static boolean isChild(int holder) {
    return holder >= CHILD;
  }

  /** The process that took a lock which {@code holder} has now. */
  static int taker(int holder) {
    return isChild(holder) ? holder - CHILD : holder;
  }
}
