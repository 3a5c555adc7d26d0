// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.List;
import org.evo.shm.cycle.CycleMonitor;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CyclicTask;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Collects the tasks that modules register. */
@Component(name = "org.evo.shm.cycle", immediate = true)
public final class CycleComponent implements CycleMonitor {

  private final CycleEngine engine = new CycleEngine(new SystemClock());

  /** A task has come. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindTask(CyclicTask task) {
    engine.add(task);
  }

  /** A task has gone; after the deactivation this still comes, once for each. */
  void unbindTask(CyclicTask task) {
    engine.remove(task);
  }

  @Override
  public List<CycleStatistics> statistics() {
    return engine.statistics();
  }

  /** Ends all loops. */
  @Deactivate
  void deactivate() {
    engine.close();
  }
}
