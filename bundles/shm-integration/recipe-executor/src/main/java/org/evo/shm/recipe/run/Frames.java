// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.recipe.model.Block;
import org.evo.shm.recipe.model.Recipe;
import org.evo.shm.recipe.model.Step;

/** Where in its blocks a recipe is: its size is known before. Owned by the loop. Hot. */
final class Frames {

  private final Recipe recipe;
  private final Frame[] frames;
  private int depth;

  /** At the first step. Allocates. */
  Frames(Recipe recipe) {
    this.recipe = recipe;
    this.frames = new Frame[recipe.maxDepth()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new Frame();
    }
    open(Frame.Kind.MAIN, recipe.main(), 1);
  }

  /** The block of a subroutine. */
  Block routine(int place) {
    return recipe.routines().get(place);
  }

  /** Opens a block inside the step. */
  void open(Frame.Kind kind, Block block, long times) {
    frames[depth].open(kind, block, times);
    depth++;
  }

  /** The step that is to be done; not when {@link #isAtEnd()}. */
  Step step() {
    return frames[depth - 1].step();
  }

  boolean isAtEnd() {
    return depth == 0;
  }

  /** The step is done: on to the next one, wherever that is. */
  void advance() {
    while (depth > 0 && !frames[depth - 1].next()) {
      boolean again = frames[depth - 1].kind() == Frame.Kind.LOOP;
      depth--;
      if (again) {
        // The step of the loop decides once more.
        return;
      }
    }
  }

  int depth() {
    return depth;
  }

  Frame at(int level) {
    return frames[level];
  }

  int loopDepth() {
    int loops = 0;
    for (int i = 0; i < depth; i++) {
      loops += frames[i].isLoop() ? 1 : 0;
    }
    return loops;
  }

  int callDepth() {
    int calls = 0;
    for (int i = 0; i < depth; i++) {
      calls += frames[i].kind() == Frame.Kind.CALL ? 1 : 0;
    }
    return calls;
  }

  /** Of the outermost steps, those done: 0 to 100. */
  double progressPercent() {
    return isAtEnd() ? 100 : 100.0 * frames[0].index() / recipe.main().size();
  }
}
