// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandRingFieldsTest {

  private static final CommandRingFields RING = CommandsConfig.COMMAND;

  @ParameterizedTest
  @CsvSource({"1, 1", "15, 15", "16, 0", "17, 1", "-1, 15"})
  void shouldPlaceACommandByItsSequence(long sequence, int place) {
    assertEquals(place, CommandRingFields.place(sequence));
  }

  @Test
  void shouldHaveAPlaceOfEachKindForEachCommand() {
    assertEquals(CommandRingFields.RING, RING.sequence().count());
    assertEquals(CommandRingFields.RING, RING.texts().size());
    assertEquals(CommandRingFields.RING * CommandRingFields.ARGS, RING.args().count());
  }
}
