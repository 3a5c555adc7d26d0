// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.evo.shm.tool.fake.Capture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {

  private static final String BEGIN = "\u001b[?7l";
  private static final String END = "\u001b[?7h";

  private final Capture capture = new Capture();

  @Test
  void shouldShowBlocksOneBelowTheOtherWhereNothingCanBeDrawnOver() {
    Frames frames = new Frames(capture.people());
    frames.show("a\nb\n");
    frames.show("c\n");
    assertEquals("a\nb\n\nc\n\n", capture.out());
  }

  @Test
  void shouldDrawABlockThatFitsAsItIs() {
    new Frames(capture.terminal(4)).show("a\nb\nc\n");
    assertEquals(BEGIN + "a\nb\nc\n" + END, capture.out());
  }

  @Test
  void shouldSayHowManyLinesDoNotFitAndGoBackByWhatWasDrawn() {
    Frames frames = new Frames(capture.terminal(4));
    frames.show("a\nb\nc\nd\n");
    frames.show("a\n");
    assertEquals(
        BEGIN + "a\nb\nand 2 more\n" + END + "\u001b[3A\r\u001b[J" + BEGIN + "a\n" + END,
        capture.out());
  }

  @Test
  void shouldShowSomethingOnATerminalOfOneLine() {
    new Frames(capture.terminal(1)).show("a\nb\n");
    assertEquals(BEGIN + "and 2 more\n" + END, capture.out());
  }

  @ParameterizedTest
  @CsvSource({"50 132, 50", "0 0, 24", "'', 24", "what, 24"})
  void shouldTakeTheUsualHeightForATerminalThatDoesNotKnowIts(String size, int rows) {
    assertEquals(rows, ScreenRows.parse(size));
  }
}
