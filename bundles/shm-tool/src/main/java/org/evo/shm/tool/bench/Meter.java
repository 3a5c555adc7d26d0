// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures one operation over several rounds. Owned by one thread. */
final class Meter {

  private static final int STABLE_BATCHES = 3;
  private static final double STABLE_RATIO = 1.1;
  private static final long WARM_UP_NS = 500_000_000;
  private static final int FIRST_TIMES = 64;
  private static final int MAX_TIMES = 10_000_000;

  private final Operation operation;
  private final AllocationMeter allocation;
  private final BenchPlan plan;

  private final List<Double> nsPerOperation = new ArrayList<>();
  private final List<Double> bytesPerOperation = new ArrayList<>();
  private final long[] singles;
  private int singlesTaken;
  private int times = FIRST_TIMES;

  /** What operations returned; kept, so that no compiler can leave them out. */
  private long consumed;

  Meter(Operation operation, AllocationMeter allocation, BenchPlan plan) {
    this.operation = operation;
    this.allocation = allocation;
    this.plan = plan;
    this.singles = new long[plan.rounds() * plan.singles()];
  }

  /** Repeats batches of the planned length until a few in a row take equally long. */
  void warmUp() {
    long startNs = System.nanoTime();
    double best = Double.MAX_VALUE;
    int stable = 0;
    while (stable < STABLE_BATCHES && System.nanoTime() - startNs < WARM_UP_NS) {
      double ns = batch();
      stable = ns < best * STABLE_RATIO && ns > best / STABLE_RATIO ? stable + 1 : 0;
      best = Math.min(best, ns);
      times = (int) Math.max(1, Math.min(MAX_TIMES, plan.batchNs() / Math.max(ns, 0.1)));
    }
    timeSingles(new long[plan.singles()], 0);
  }

  /** Measures once more. */
  void round() {
    long before = allocation.allocatedBytes();
    double ns = batch();
    long allocated = allocation.allocatedBytes() - before;
    nsPerOperation.add(ns);
    bytesPerOperation.add(allocated / (double) times);
    timeSingles(singles, singlesTaken);
    singlesTaken += plan.singles();
  }

  private double batch() {
    long startNs = System.nanoTime();
    consumed += operation.repeat(times);
    return (System.nanoTime() - startNs) / (double) times;
  }

  private void timeSingles(long[] target, int from) {
    for (int i = from; i < from + plan.singles(); i++) {
      long startNs = System.nanoTime();
      consumed += operation.repeat(1);
      target[i] = System.nanoTime() - startNs;
    }
  }

  /** All that was measured. */
  Measured measured() {
    long[] sorted = Arrays.copyOf(singles, singlesTaken);
    Arrays.sort(sorted);
    return new Measured(
        Statistics.median(nsPerOperation),
        Statistics.median(bytesPerOperation),
        sorted.length,
        Statistics.percentile(sorted, 50),
        Statistics.percentile(sorted, 95),
        Statistics.percentile(sorted, 99));
  }

  /**
   * What was measured of one operation.
   *
   * @param ns median over the rounds
   * @param allocatedBytes of heap for each, median over the rounds
   * @param samples operations that were timed one by one
   * @param p50Ns of those, each with one reading of the clock in it
   * @param p95Ns as {@code p50Ns}
   * @param p99Ns as {@code p50Ns}
   */
  record Measured(
      double ns, double allocatedBytes, int samples, long p50Ns, long p95Ns, long p99Ns) {}
}
