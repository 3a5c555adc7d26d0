// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evo.shm.tool.bench.BenchCase.Moved;
import org.evo.shm.tool.console.Cancellation;

/** All operations and what they are compared with, measured round by round. Used by one thread. */
final class Campaign {

  /** Code is compiled anew when it first meets another layout: only the second warm-up settles. */
  private static final int WARM_UPS = 2;

  private final BenchPlan plan;
  private final int[] sizes;
  private final Map<BenchCase, Meter> operations = new LinkedHashMap<>();
  private final Map<Moved, Meter> copies = new HashMap<>();
  private final CFloor floor = new CFloor();
  private final long startNs = System.nanoTime();
  private int rounds;

  Campaign(BenchPlan plan, List<Subject> subjects, int... sizes) {
    this.plan = plan;
    this.sizes = sizes.clone();
    AllocationMeter allocation = new AllocationMeter();
    for (Subject subject : subjects) {
      subject.operations().forEach((c, o) -> operations.put(c, new Meter(o, allocation, plan)));
    }
    for (BenchCase measured : operations.keySet()) {
      copies.computeIfAbsent(measured.moved(), m -> new Meter(copy(m), allocation, plan));
    }
  }

  private static Operation copy(Moved moved) {
    return moved.direction() == Direction.IN
        ? Operations.copyIn(moved.bytes())
        : Operations.copyOut(moved.bytes());
  }

  void warmUp(Cancellation cancellation) {
    for (int i = 0; i < WARM_UPS; i++) {
      for (Meter meter : meters()) {
        if (!cancellation.requested()) {
          meter.warmUp();
        }
      }
    }
  }

  /** Whether one more round is planned and there is time for it. */
  boolean wantsRound() {
    boolean inTime = System.nanoTime() - startNs < BenchPlan.BUDGET_NS;
    return rounds < plan.rounds() && (inTime || rounds < BenchPlan.MIN_ROUNDS);
  }

  int plannedRounds() {
    return plan.rounds();
  }

  int rounds() {
    return rounds;
  }

  /** Measures the C program once. */
  void floor(CProgram program) {
    floor.take(program.run(sizes));
  }

  /** Measures everything else once. */
  void round() {
    meters().forEach(Meter::round);
    rounds++;
  }

  private List<Meter> meters() {
    List<Meter> all = new ArrayList<>(operations.values());
    all.addAll(copies.values());
    return all;
  }

  List<BenchResult> results() {
    List<BenchResult> results = new ArrayList<>();
    operations.forEach((c, m) -> results.add(result(c, m)));
    return results;
  }

  private BenchResult result(BenchCase measured, Meter meter) {
    double copyNs = copies.get(measured.moved()).measured().ns();
    return new BenchResult(measured, meter.measured(), floor.medianNs(measured.moved()), copyNs);
  }
}
