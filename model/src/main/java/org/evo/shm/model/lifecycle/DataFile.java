// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/**
 * A data file, named or not.
 *
 * @param lock who holds the owner lock
 * @param announced processes that announced to replace or remove it, a bit each
 * @param state its state
 * @param owner who recorded itself as owner
 * @param generation of the claims of the name; only the order counts
 */
record DataFile(int lock, int announced, State state, int owner, int generation) {

  enum State {
    ACTIVE,
    PARKED,
    RETIRED
  }

  DataFile withLock(int holder) {
    return new DataFile(holder, announced, state, owner, generation);
  }

  DataFile withAnnounced(int processes) {
    return new DataFile(lock, processes, state, owner, generation);
  }

  DataFile withState(State next) {
    return new DataFile(lock, announced, next, owner, generation);
  }

  DataFile withOwner(int process, int itsGeneration) {
    return new DataFile(lock, announced, state, process, itsGeneration);
  }

  boolean isRetired() {
    return state == State.RETIRED;
  }
}
