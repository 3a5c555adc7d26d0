// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTest {

  @ParameterizedTest
  @EnumSource(Quality.class)
  void shouldComeBackFromItsCode(Quality quality) {
    assertEquals(quality, Quality.ofCode(quality.code()));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 3, 255, Long.MAX_VALUE})
  void shouldDistrustACodeItDoesNotKnow(long code) {
    assertEquals(Quality.BAD, Quality.ofCode(code));
  }

  @Test
  void shouldStoreTimeAndQualityOfAGroup() {
    RecordLayout.Builder fields = RecordLayout.builder("record");
    GroupStamp stamp = GroupStamp.append(fields, "axis");
    MutableRecord record = MutableRecord.of(new byte[fields.build().sizeBytes()]);

    stamp.store(record, -7, Quality.STALE);

    assertEquals("axis.time_ns", stamp.timeNs().name());
    assertEquals(-7, stamp.timeNs().get(record.view()));
    assertEquals(Quality.STALE, stamp.qualityIn(record.view()));
  }
}
