// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Work to be done at a fixed rate. Register it as a service; it is called until it is unregistered.
 *
 * <p>All tasks of one rate share a thread and run one after the other, see {@link
 * CycleSpec#order()}; tasks of different rates run beside each other. When {@code unregister}
 * returns, no call is under way and none will follow, unless one has been running for more than a
 * second, or the caller is the task itself.
 */
@ConsumerType
public interface CyclicTask {

  /** Name, rate and order. Asked once, when the task is registered. */
  CycleSpec spec();

  /**
   * Does the work of one cycle. Keep it hot: whoever blocks here delays every task of this rate.
   * What it throws is reported and counted; the task stays registered and is called again.
   *
   * @param nowNs when this cycle began, of {@link System#nanoTime()}; the same for all its tasks
   */
  void cycle(long nowNs);
}
