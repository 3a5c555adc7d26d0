// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;
import org.junit.jupiter.api.Test;

class EncodedTextTest {

  private final RecordLayout.Builder fields = RecordLayout.builder("record");
  private final TextField reason = fields.text("reason", 8);
  private final TextField other = fields.text("other", 4);
  private final MutableRecord record = MutableRecord.of(new byte[fields.build().sizeBytes()]);

  @Test
  void shouldBeReadAsTheTextItWas() {
    EncodedText.of("two", reason).store(record, reason);

    assertEquals("two", reason.get(record.view()));
  }

  @Test
  void shouldLeaveNothingOfALongerTextBefore() {
    EncodedText.of("eleven11", reason).store(record, reason);

    EncodedText.of("", reason).store(record, reason);

    assertEquals("", reason.get(record.view()));
  }

  @Test
  void shouldBeCutAtACharacter() {
    EncodedText.of("1234567\u00e9", reason).store(record, reason);

    assertEquals("1234567", reason.get(record.view()));
  }

  @Test
  void shouldRefuseAFieldOfAnotherRoom() {
    EncodedText text = EncodedText.of("two", reason);

    assertThrows(IndexOutOfBoundsException.class, () -> text.store(record, other));
    assertEquals("two", text.toString());
  }
}
