// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.util.Optional;
import org.evo.shm.cycle.CyclicTask;

/** Where a module has its task, one at a time. Guarded by the module's lock. */
public final class TaskPlace {

  private final TaskRegistry tasks;
  private Optional<Runnable> unregister = Optional.empty();

  /** Empty at first. */
  public TaskPlace(TaskRegistry tasks) {
    this.tasks = tasks;
  }

  /** Whether there is no task. */
  public boolean isEmpty() {
    return unregister.isEmpty();
  }

  /** Registers a task, in place of the one before. Timing: blocking when there is one. */
  public void fill(CyclicTask task) {
    clear();
    unregister = Optional.of(tasks.register(task));
  }

  /** Takes the task back; no call of it is under way any more. Timing: blocking. */
  public void clear() {
    unregister.ifPresent(Runnable::run);
    unregister = Optional.empty();
  }
}
