// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.DeadlineClass;

/** A loop that has counted nothing. */
final class IdleLoop implements CycleView {

  @Override
  public long cycles() {
    return 0;
  }

  @Override
  public long overruns() {
    return 0;
  }

  @Override
  public long skipped() {
    return 0;
  }

  @Override
  public long lastLatenessNs() {
    return 0;
  }

  @Override
  public long maxLatenessNs() {
    return 0;
  }

  @Override
  public long lastDurationNs() {
    return 0;
  }

  @Override
  public long maxDurationNs() {
    return 0;
  }

  @Override
  public long misses(DeadlineClass deadlineClass) {
    return 0;
  }

  @Override
  public void inputsRead() {
    // never late
  }
}
