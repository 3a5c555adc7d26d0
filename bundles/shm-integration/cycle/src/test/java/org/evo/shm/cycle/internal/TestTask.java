// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.function.LongConsumer;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;

/** A task that does what a test wants. */
record TestTask(CycleSpec spec, LongConsumer work) implements CyclicTask {

  static TestTask of(String name, int rateHz, int order, LongConsumer work) {
    return new TestTask(new CycleSpec(name, rateHz, order), work);
  }

  static TestTask of(String name, int rateHz, LongConsumer work) {
    return of(name, rateHz, 0, work);
  }

  @Override
  public void cycle(long nowNs) {
    work.accept(nowNs);
  }
}
