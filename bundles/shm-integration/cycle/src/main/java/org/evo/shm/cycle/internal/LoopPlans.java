// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.Map;

/**
 * How the threads of the loops are to be scheduled. Immutable.
 *
 * @param byRate the loops of these rates
 * @param others all other loops
 */
record LoopPlans(Map<Integer, ThreadPlan> byRate, ThreadPlan others) {

  /** Nothing special. */
  static final LoopPlans NONE = new LoopPlans(Map.of(), ThreadPlan.NONE);

  LoopPlans {
    byRate = Map.copyOf(byRate);
  }

  ThreadPlan of(int rateHz) {
    return byRate.getOrDefault(rateHz, others);
  }
}
