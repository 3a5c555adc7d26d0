// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.junit.jupiter.api.Test;

class LockRecordTest {

  private static final ProcessIdentity HOLDER = SampleFile.OWNER.process();

  @Test
  void shouldReadBackTheHolder() {
    assertEquals(Optional.of(HOLDER), LockRecord.decode(LockRecord.encode(HOLDER)));
  }

  @Test
  void shouldLieWhereProgramsInCLookForIt() {
    byte[] record = LockRecord.encode(HOLDER);
    ByteBuffer b = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(LockRecord.BYTES, record.length);
    assertEquals(4711, b.getInt(0));
    assertEquals(123_456, b.getLong(8));
    assertEquals(4_026_531_836L, b.getLong(16));
    assertArrayEquals(
        new byte[] {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77},
        Arrays.copyOfRange(record, 24, 32));
  }

  @Test
  void shouldKnowNobodyWhenTheRecordIsNotWhole() {
    byte[] record = LockRecord.encode(HOLDER);
    for (int length = 0; length < LockRecord.BYTES; length++) {
      assertEquals(Optional.empty(), LockRecord.decode(Arrays.copyOf(record, length)));
    }
    assertEquals(Optional.of(HOLDER), LockRecord.decode(Arrays.copyOf(record, 100)));
  }
}
