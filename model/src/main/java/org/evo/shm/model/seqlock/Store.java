// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

/**
 * A store that its writer has issued and memory may not show yet.
 *
 * @param place a cell of a slot, {@link #VERSION}, {@link #STATE} or {@link #FENCE}
 * @param value what is stored
 * @param ordered whether it is a release store: everything issued before it is shown before it
 * @param firstWord of the value that a version commits, to judge readers by
 * @param secondWord likewise
 */
record Store(int place, int value, boolean ordered, int firstWord, int secondWord) {

  static final int VERSION = -1;
  static final int STATE = -2;

  /** Nothing behind it is shown before everything in front of it. */
  static final int FENCE = -3;

  static Store cell(int cell, int value) {
    return new Store(cell, value, false, 0, 0);
  }

  static Store version(int word) {
    return new Store(VERSION, word, true, 0, 0);
  }

  static Store commit(int word, int firstWord, int secondWord) {
    return new Store(VERSION, word, true, firstWord, secondWord);
  }

  static Store state() {
    return new Store(STATE, 1, true, 0, 0);
  }

  static Store fence() {
    return new Store(FENCE, 0, true, 0, 0);
  }

  boolean isCommit() {
    return firstWord != 0;
  }
}
