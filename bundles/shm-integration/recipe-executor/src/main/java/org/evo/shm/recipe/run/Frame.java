// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.recipe.model.Block;
import org.evo.shm.recipe.model.Step;

/** A block that is open, and how far it is. Used again and again. Owned by the loop. Hot. */
final class Frame {

  /** Why a block was opened. */
  enum Kind {
    /** The recipe's own steps. */
    MAIN,
    /** A subroutine. */
    CALL,
    /** A part of a decision. */
    BRANCH,
    /** A loop that counts. */
    REPEAT,
    /** A loop that has a condition. */
    LOOP
  }

  private Kind kind = Kind.MAIN;
  private Block block;
  private int index;
  private long rounds;

  /**
   * Opens a block at its first step.
   *
   * @param times how often it is run, for one that counts
   */
  void open(Kind why, Block opened, long times) {
    kind = why;
    block = opened;
    index = 0;
    rounds = times;
  }

  Kind kind() {
    return kind;
  }

  Block block() {
    return block;
  }

  int index() {
    return index;
  }

  Step step() {
    return block.steps().get(index);
  }

  /** On to the next step; false when there is none. */
  boolean next() {
    index++;
    if (index < block.size()) {
      return true;
    }
    if (kind == Kind.REPEAT && rounds > 1) {
      rounds--;
      index = 0;
      return true;
    }
    return false;
  }

  boolean isLoop() {
    return kind == Kind.REPEAT || kind == Kind.LOOP;
  }
}
