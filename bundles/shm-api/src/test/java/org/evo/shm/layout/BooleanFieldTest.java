// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BooleanFieldTest {

  private static final int COUNT = 3;

  private final BooleanField field = RecordLayout.builder("r").bools("b", COUNT);
  private final MutableRecord record = MutableRecord.of(new byte[8]);

  @Test
  void shouldReadBackWhatWasStored() {
    field.set(record, true);
    assertTrue(field.get(record.view()));
    assertEquals(1, record.view().getByte(0));
    field.set(record, false);
    assertFalse(field.get(record.view()));
  }

  @Test
  void shouldKeepTheElementsOfAnArrayApart() {
    field.set(record, 1, true);
    assertFalse(field.get(record.view(), 0));
    assertTrue(field.get(record.view(), 1));
    assertFalse(field.get(record.view(), 2));
    assertEquals(true, field.value(record.view(), 1));
  }

  @Test
  void shouldTakeEveryByteButZeroForTrue() {
    record.putByte(0, (byte) 0x80);
    assertTrue(field.get(record.view()));
  }

  @Test
  void shouldRefuseAnIndexOutside() {
    for (int bad : new int[] {-1, COUNT, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThrows(IndexOutOfBoundsException.class, () -> field.get(record.view(), bad));
      assertThrows(IndexOutOfBoundsException.class, () -> field.set(record, bad, true));
      assertThrows(IndexOutOfBoundsException.class, () -> field.value(record.view(), bad));
    }
  }
}
