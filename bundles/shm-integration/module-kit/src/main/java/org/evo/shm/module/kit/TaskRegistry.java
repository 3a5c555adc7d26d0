// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.cycle.CyclicTask;

/** Where tasks are registered. */
@FunctionalInterface
public interface TaskRegistry {

  /**
   * Registers a task.
   *
   * @return what takes it back; it returns when no call of the task is under way
   */
  Runnable register(CyclicTask task);
}
