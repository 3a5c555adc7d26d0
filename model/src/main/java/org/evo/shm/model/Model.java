// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import java.util.List;

/**
 * A protocol as a finite graph of states. States are immutable and canonical: two that mean the
 * same are equal. Everything is deterministic.
 *
 * @param <S> the state; its {@code equals} and {@code hashCode} are by value
 */
public interface Model<S> {

  /** Where it may begin; at least one. */
  List<S> initialStates();

  /** Everything that can happen next; empty when nothing can. */
  List<Step<S>> steps(S state);

  /** What is wrong with a state, each in one sentence; empty when nothing is. */
  List<String> violations(S state);

  /**
   * Whether all may stay as it is for ever. From every state what will happen must be able to lead
   * to such a one.
   */
  default boolean isSettled(S state) {
    return true;
  }
}
