// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/**
 * A data file, named or not.
 *
 * @param lock who holds the owner lock; it tells who took it
 * @param announced processes that announced to replace or remove it, a bit each
 * @param state its state
 * @param owner who recorded itself as owner
 * @param generation of the claims of the name; only the order counts
 * @param stale whether the reader has been attached to something newer; nobody knows this
 */
record DataFile(int lock, int announced, State state, int owner, int generation, boolean stale) {

  enum State {
    HALF_MADE,
    /** Nothing has been written to it; on disk it says ACTIVE. */
    BORN,
    ACTIVE,
    PARKED,
    /** Parked too long. */
    EXPIRED,
    RETIRED
  }

  DataFile(int lock, State state, int owner, int generation) {
    this(lock, 0, state, owner, generation, false);
  }

  DataFile withLock(int holder) {
    return new DataFile(holder, announced, state, owner, generation, stale);
  }

  DataFile withAnnounced(int processes) {
    return new DataFile(lock, processes, state, owner, generation, stale);
  }

  DataFile withState(State next) {
    return new DataFile(lock, announced, next, owner, generation, stale);
  }

  /** Claimed: what will be written to it is new. */
  DataFile claimedBy(int process, int itsGeneration) {
    return new DataFile(lock, announced, state, process, itsGeneration, false);
  }

  DataFile withGeneration(int rank) {
    return new DataFile(lock, announced, state, owner, rank, stale);
  }

  DataFile outdated() {
    return new DataFile(lock, announced, state, owner, generation, true);
  }

  DataFile excused() {
    return new DataFile(lock, announced, state, owner, generation, false);
  }

  boolean isRetired() {
    return state == State.RETIRED;
  }
}
