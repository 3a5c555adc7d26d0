// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.contract.InputState;

/** Judges one input by its age, once a cycle. Owned by one thread. Hot. */
final class Staleness {

  private final InputPolicy policy;
  private boolean everLive;
  private boolean latched;
  private InputState state = InputState.ABSENT;
  private long ageNs = Long.MAX_VALUE;

  Staleness(InputPolicy policy) {
    this.policy = policy;
  }

  /** There has never been a value. */
  InputState absent() {
    state = latched ? InputState.LATCHED : InputState.ABSENT;
    return state;
  }

  /**
   * @param newAgeNs of the last value; one that is from the future by more than the greatest age is
   *     of a clock that is not ours
   */
  InputState aged(long newAgeNs) {
    ageNs = newAgeNs;
    boolean fresh = ageNs <= policy.maxAgeNs() && ageNs >= -policy.maxAgeNs();
    latched |= !fresh && everLive && policy.onStale() == OnStale.STOP;
    everLive |= fresh;
    state = latched ? InputState.LATCHED : judge(fresh);
    return state;
  }

  /** A reset: what is latched is judged anew with the next value. */
  void acknowledge() {
    latched = false;
    everLive = false;
  }

  long ageNs() {
    return ageNs;
  }

  InputState state() {
    return state;
  }

  private InputState judge(boolean fresh) {
    if (fresh) {
      return InputState.LIVE;
    }
    return policy.onStale() == OnStale.HOLD ? InputState.HELD : InputState.STALE;
  }
}
