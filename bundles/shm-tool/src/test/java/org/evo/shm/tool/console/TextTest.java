// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void shouldKeepOrdinaryTextOfAnyScript() {
    assertEquals(
        "5 \u00b0C \u6e29\u5ea6 \ud83d\ude00",
        Text.printable("5 \u00b0C \u6e29\u5ea6 \ud83d\ude00"));
  }

  @Test
  void shouldReplaceWhateverCouldControlATerminal() {
    assertEquals("?[31m?0m?", Text.printable("\u001b[31m\u009b0m\r"));
  }

  @Test
  void shouldReplaceWhateverReordersOrBreaksALine() {
    assertEquals("a?b?c?d?", Text.printable("a\u202eb\u2028c\nd\ud800"));
  }
}
