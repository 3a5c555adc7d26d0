// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.Set;
import org.evo.shm.spi.ThreadScheduling.Policy;

/**
 * How the thread of a loop is to be scheduled. Immutable.
 *
 * @param policy its policy
 * @param priority 0 for {@link Policy#OTHER}, else 1 to 99
 * @param cpus the processors it may run on; empty for all
 * @param required whether the loop is not to run without
 */
record ThreadPlan(Policy policy, int priority, Set<Integer> cpus, boolean required) {

  /** Nothing special. */
  static final ThreadPlan NONE = new ThreadPlan(Policy.OTHER, 0, Set.of(), false);

  ThreadPlan {
    cpus = Set.copyOf(cpus);
  }
}
