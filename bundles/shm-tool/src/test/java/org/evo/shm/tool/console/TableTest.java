// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.evo.shm.tool.console.Table.Align;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void shouldAlignEveryColumnToItsWidestCell() {
    Table table = new Table(Align.LEFT, Align.RIGHT, Align.LEFT);
    table.row("NAME", "SIZE", "STATE").row("a", "4096", "").row("long name", "1", "x");

    assertEquals("NAME       SIZE  STATE\na          4096\nlong name     1  x\n", table.text());
  }

  @Test
  void shouldRefuseARowOfAnotherLength() {
    Table table = new Table(Align.LEFT);

    assertThrows(IllegalArgumentException.class, () -> table.row("a", "b"));
  }
}
