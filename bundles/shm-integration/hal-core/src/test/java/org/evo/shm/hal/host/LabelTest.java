// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.TextField;
import org.junit.jupiter.api.Test;

class LabelTest {

  private static final TextField FIELD = PhysInputIo.THERMAL.temperatureNames().get(1);

  private final MutableRecord record = MutableRecord.of(new byte[PhysInputIo.LAYOUT.sizeBytes()]);

  @Test
  void shouldComeBackFromTheRecord() {
    new Label("coretemp Paket 0 °C").store(record, FIELD);

    assertEquals("coretemp Paket 0 °C", FIELD.get(record.view()));
  }

  @Test
  void shouldBeCutAtACharacterAndLeaveTheNeighboursAlone() {
    new Label("é".repeat(20)).store(record, FIELD);
    new Label("x" + "é".repeat(20)).store(record, PhysInputIo.THERMAL.temperatureNames().get(0));

    assertEquals("é".repeat(16), FIELD.get(record.view()));
    assertEquals(
        "x" + "é".repeat(15), PhysInputIo.THERMAL.temperatureNames().get(0).get(record.view()));
  }

  @Test
  void shouldLeaveNothingOfALongerOne() {
    new Label("a long name").store(record, FIELD);
    Label.NONE.store(record, FIELD);

    assertEquals("", FIELD.get(record.view()));
  }
}
