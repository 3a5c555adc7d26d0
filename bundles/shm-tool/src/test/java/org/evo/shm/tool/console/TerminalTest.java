// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void shouldUseColoursOnATerminalOnly() {
    assertTrue(Terminal.of("/dev/pts/3", Map.of()).colour());
    assertEquals(Terminal.NONE, Terminal.of("pipe:[4711]", Map.of()));
    assertEquals(Terminal.NONE, Terminal.of("/tmp/file", Map.of()));
    assertEquals(Terminal.NONE, Terminal.of("", Map.of()));
  }

  @Test
  void shouldRespectAWishForNoColour() {
    Terminal terminal = Terminal.of("/dev/tty1", Map.of("NO_COLOR", "1"));

    assertTrue(terminal.redraw());
    assertFalse(terminal.colour());
    assertEquals("text", terminal.warning("text"));
  }

  @Test
  void shouldNotControlADumbTerminal() {
    assertEquals(Terminal.NONE, Terminal.of("/dev/pts/3", Map.of("TERM", "dumb")));
  }

  @Test
  void shouldDrawAFrameOverTheOneBefore() {
    Terminal terminal = new Terminal(true, false);

    assertEquals("\u001b[?7lframe\n\u001b[?7h", terminal.frame("frame\n", 0));
    assertEquals("\u001b[2A\r\u001b[J\u001b[?7lframe\n\u001b[?7h", terminal.frame("frame\n", 2));
  }

  @Test
  void shouldLeaveAFrameAloneWhereNothingCanBeDrawnOver() {
    assertEquals("frame\n", Terminal.NONE.frame("frame\n", 2));
  }
}
