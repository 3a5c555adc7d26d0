// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

/**
 * One thing that happens.
 *
 * @param actor who does it
 * @param action what it is, in words
 * @param next the state after it
 * @param sure whether it happens some time, unless something else makes it impossible
 * @param <S> the state
 */
public record Step<S>(String actor, String action, S next, boolean sure) {

  /** Something that happens some time. */
  public static <S> Step<S> of(String actor, String action, S next) {
    return new Step<>(actor, action, next, true);
  }

  /** Something that may never happen. */
  public static <S> Step<S> unforced(String actor, String action, S next) {
    return new Step<>(actor, action, next, false);
  }

  @Override
  public String toString() {
    return actor + ": " + action;
  }
}
