// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.ShmException;

/** A task that remembers why it was not called. */
record RefusedTask(CycleSpec spec, List<String> refusals, AtomicInteger counter)
    implements CyclicTask {

  RefusedTask(CycleSpec spec) {
    this(spec, new CopyOnWriteArrayList<>(), new AtomicInteger());
  }

  int calls() {
    return counter.get();
  }

  @Override
  public void cycle(long nowNs) {
    counter.incrementAndGet();
  }

  @Override
  public void refused(ShmException why) {
    refusals.add(why.getMessage());
  }
}
