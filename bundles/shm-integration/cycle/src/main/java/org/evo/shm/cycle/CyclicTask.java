// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import org.evo.shm.error.ShmException;
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

  /** Name, rate, order and deadline. Asked once, when the task is registered. */
  CycleSpec spec();

  /**
   * Does the work of one cycle. Keep it hot: whoever blocks here delays every task of this rate.
   * What it throws is reported and counted; the task stays registered and is called again.
   *
   * @param nowNs when this cycle began, by the clock of the loops, which is {@link
   *     System#nanoTime()} but for simulations; the same for all its tasks
   */
  void cycle(long nowNs);

  /**
   * The task has been taken into a loop. Called once, on the thread that registers it, before the
   * first cycle.
   *
   * @param loop shows how the loop keeps up, for as long as the task is in it
   */
  default void joined(CycleView loop) {}

  /**
   * The machine does not grant what the configuration of the loops requires for this rate: {@link
   * #cycle} is not called until it does. Called on the loop's thread, once for each refusal.
   *
   * @param why what was refused, with the errno, and what to do about it
   */
  default void refused(ShmException why) {}
}
