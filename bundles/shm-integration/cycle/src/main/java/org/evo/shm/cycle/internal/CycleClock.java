// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

/** The time that loops go by: the machine's, or a logical one. */
interface CycleClock {

  /** Now, in ns since an arbitrary moment; never goes back. */
  long nanoTime();

  /**
   * Waits for {@code deadlineNs}, or less: it may return early, at once when the thread is
   * unparked, so callers look at the time again.
   */
  void parkUntil(long deadlineNs);
}
