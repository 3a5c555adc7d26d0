// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeterTest {

  private static final BenchPlan PLAN = new BenchPlan(5, 100_000, 50);

  @Test
  void shouldFindWhatAnOperationAllocates() {
    byte[][] kept = new byte[1][];
    Operation allocating =
        times -> {
          for (int i = 0; i < times; i++) {
            kept[0] = new byte[1000];
          }
          return kept[0].length;
        };

    double allocated = measure(allocating).allocatedBytes();

    assertTrue(allocated >= 1000 && allocated < 1100, "allocated " + allocated);
  }

  @Test
  void shouldFindThatAnOperationAllocatesNothing() {
    Operation frugal = times -> System.nanoTime() + times;

    assertTrue(measure(frugal).allocatedBytes() < 1);
  }

  @Test
  void shouldTimeAsManySinglesAsPlanned() {
    Meter.Measured measured = measure(times -> times);

    assertEquals(250, measured.samples());
    assertTrue(measured.p50Ns() <= measured.p95Ns());
    assertTrue(measured.p95Ns() <= measured.p99Ns());
  }

  private static Meter.Measured measure(Operation operation) {
    Meter meter = new Meter(operation, new AllocationMeter(), PLAN);
    meter.warmUp();
    for (int i = 0; i < PLAN.rounds(); i++) {
      meter.round();
    }
    return meter.measured();
  }
}
