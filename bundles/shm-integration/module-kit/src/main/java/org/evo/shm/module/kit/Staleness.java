// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.contract.InputState;

/**
 * Judges one input by its age, once a cycle. Owned by one thread. Hot.
 *
 * <p>{@link InputLink} has one for its segment; a module has more where a record carries times of
 * others.
 */
public final class Staleness {

  private final InputPolicy policy;
  private boolean everLive;
  private boolean latched;
  private InputState state = InputState.ABSENT;
  private long ageNs = Long.MAX_VALUE;

  /** Of an input that has never been there. */
  public Staleness(InputPolicy policy) {
    this.policy = policy;
  }

  /** There has never been a value. */
  public InputState absent() {
    state = latched ? InputState.LATCHED : InputState.ABSENT;
    return state;
  }

  /**
   * @param newAgeNs of the last value; one that is from the future by more than the greatest age is
   *     of a clock that is not ours
   */
  public InputState aged(long newAgeNs) {
    ageNs = newAgeNs;
    boolean fresh = !isOld();
    latched |= !fresh && everLive && policy.onStale() == OnStale.STOP;
    everLive |= fresh;
    state = latched ? InputState.LATCHED : judge(fresh);
    return state;
  }

  /** A reset: what is latched is judged anew with the next value. */
  public void acknowledge() {
    latched = false;
    everLive = false;
  }

  /** Whether the last value was too old, or from the future. */
  public boolean isOld() {
    return ageNs > policy.maxAgeNs() || ageNs < -policy.maxAgeNs();
  }

  /** What {@link #aged} was told last; {@link Long#MAX_VALUE} before. */
  public long ageNs() {
    return ageNs;
  }

  /** What was judged last. */
  public InputState state() {
    return state;
  }

  private InputState judge(boolean fresh) {
    if (fresh) {
      return InputState.LIVE;
    }
    return policy.onStale() == OnStale.HOLD ? InputState.HELD : InputState.STALE;
  }
}
