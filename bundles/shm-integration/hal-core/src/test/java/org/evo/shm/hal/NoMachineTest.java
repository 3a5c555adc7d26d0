// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.MutableRecord;
import org.junit.jupiter.api.Test;

class NoMachineTest {

  @Test
  void shouldOverwriteEverythingThatAnotherRecordLeft() {
    byte[] bytes = new byte[PhysInputIo.LAYOUT.sizeBytes()];
    Arrays.fill(bytes, (byte) 0x5A);
    MutableRecord record = MutableRecord.of(bytes);

    new NoMachine().store(record, 0);

    assertEquals(Quality.BAD, PhysInputIo.AXIS.stamp().qualityIn(record.view()));
    assertEquals(Quality.BAD, PhysInputIo.IO.stamp().qualityIn(record.view()));
    assertEquals(Quality.BAD, PhysInputIo.ACTUATOR.stamp().qualityIn(record.view()));
    for (Field field : machineFields()) {
      for (int i = 0; i < field.values(); i++) {
        Object value = field.value(record.view(), i);
        assertTrue(List.of(0L, Double.NaN, false).contains(value), field.name() + " is " + value);
      }
    }
  }

  private static List<Field> machineFields() {
    return PhysInputIo.LAYOUT.fields().stream()
        .filter(f -> f.name().matches("(axis|io|actuator)\\..*"))
        .toList();
  }
}
