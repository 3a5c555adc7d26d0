// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

/**
 * One thing that happens.
 *
 * @param actor who does it
 * @param action what it is, in words
 * @param next the state after it
 * @param <S> the state
 */
public record Step<S>(String actor, String action, S next) {

  @Override
  public String toString() {
    return actor + ": " + action;
  }
}
