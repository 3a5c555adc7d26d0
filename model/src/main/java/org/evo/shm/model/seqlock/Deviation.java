// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

/** Ways to get the protocol wrong. Each makes the model find a violation. */
public enum Deviation {
  /** A takeover that finds 2k+1 stores 2k before it goes on. */
  STEP_BACK_ON_TAKEOVER,
  /** A takeover that finds 2k+1 commits 2k+2 without filling the slot again. */
  COMMIT_WITHOUT_REFILL,
  /** No store-store fence behind the odd store. */
  NO_STORE_FENCE,
  /** No load-load fence before the second load of the version. */
  NO_LOAD_FENCE,
  /** A window of 2N instead of 2N - 1. */
  WINDOW_TOO_WIDE,
  /** A reader that has seen a value in one generation believes that the next one has one, too. */
  FILLED_SURVIVES_GENERATION,
  /** Retiring sets no bit in the version word, and readers do not ask for the state. */
  RETIRED_UNSEEN,
  /** The slots are freed before the version word says that they are. */
  FREED_BEFORE_RETIRED,
  /** A takeover with one slot builds on the value that a crash left half written. */
  PATCH_OF_HALF_A_VALUE,
  /** A reader that has seen a value accepts version 0, which memory that was taken away shows. */
  ZERO_VERSION_IS_A_VALUE,
  /** Closing stores the retired bit while a write may still be under way in the mapping. */
  RETIRED_BEFORE_DETACHED,
  /** A write that ends in an exception leaves a single slot half written, and forgets that. */
  EXCEPTION_FORGETS_HALF_A_VALUE,
  /** The counter is not cut off below the retired bit. */
  COUNTER_RUNS_INTO_THE_BIT
}
