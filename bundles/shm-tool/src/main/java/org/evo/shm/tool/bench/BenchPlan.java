// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

/**
 * How much is measured.
 *
 * @param rounds of everything, unless the time runs out; each result is a median over them
 * @param batchNs how long one operation is repeated in a round
 * @param singles operations of a round that are timed one by one
 */
record BenchPlan(int rounds, long batchNs, int singles) {

  /** Rounds that are measured even when the time has run out. */
  static final int MIN_ROUNDS = 5;

  /** When no further round is begun. */
  static final long BUDGET_NS = 120_000_000_000L;

  static BenchPlan full() {
    return new BenchPlan(15, 5_000_000, 4000);
  }

  static BenchPlan quick() {
    return new BenchPlan(MIN_ROUNDS, 1_000_000, 2000);
  }
}
