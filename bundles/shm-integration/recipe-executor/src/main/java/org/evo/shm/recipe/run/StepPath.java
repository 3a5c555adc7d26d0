// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.evo.shm.contract.physoutput.RecipeFields;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.TextField;

/**
 * The path of a step as text, for example {@code main[2].loop[0]}, written anew in each cycle
 * without allocation. Where it is longer than its room, the outermost parts are left out. Owned by
 * the loop. Hot.
 */
final class StepPath {

  private static final int ROOM = RecipeFields.PATH_BYTES;
  private static final String LEFT_OUT = "..";

  private final byte[] text = new byte[ROOM];
  private int length;

  /** Of the step that {@code frames} is at; empty at the end. */
  void set(Frames frames) {
    Arrays.fill(text, (byte) 0);
    length = 0;
    int first = firstThatFits(frames);
    if (first > 0) {
      append(LEFT_OUT);
    }
    for (int level = first; level < frames.depth(); level++) {
      Frame frame = frames.at(level);
      if (level > 0) {
        append(".");
      }
      append(frame.block().label());
      append("[");
      append(frame.index());
      append("]");
    }
  }

  void store(MutableRecord record, TextField field) {
    record.putBytes(field.offset(), text, 0, ROOM);
  }

  @Override
  public String toString() {
    return new String(text, 0, length, StandardCharsets.US_ASCII);
  }

  private static int firstThatFits(Frames frames) {
    int needed = LEFT_OUT.length();
    for (int level = frames.depth() - 1; level >= 0; level--) {
      Frame frame = frames.at(level);
      // A point, and brackets.
      needed += frame.block().label().length() + digits(frame.index()) + 3;
      if (needed > ROOM) {
        return level + 1;
      }
    }
    return 0;
  }

  private static int digits(int number) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Labels are ASCII: the names of subroutines are letters, digits and underscores. */
  private void append(String ascii) {
    for (int i = 0; i < ascii.length() && length < ROOM; i++) {
      text[length++] = (byte) ascii.charAt(i);
    }
  }

  private void append(int number) {
    int end = length + digits(number);
    int rest = number;
    for (int i = end - 1; i >= length; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
  }
}
