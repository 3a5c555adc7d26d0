// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountingPatternTest {

  @Test
  void shouldPutTheCounterFirstAndItsLowByteBehind() {
    byte[] payload = new byte[11];

    CountingPattern.fill(payload, 0x0102030405060708L);

    assertArrayEquals(new byte[] {8, 7, 6, 5, 4, 3, 2, 1, 8, 8, 8}, payload);
    assertEquals(0x0102030405060708L, CountingPattern.counter(payload));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 64, 4096})
  void shouldAcceptEveryWholeValue(int length) {
    byte[] payload = new byte[length];
    for (long counter : new long[] {0, 1, 127, 128, 255, 256, -1, Long.MAX_VALUE}) {
      CountingPattern.fill(payload, counter);

      assertTrue(CountingPattern.isWhole(payload, length), "counter " + counter);
    }
  }

  @Test
  void shouldNoticeAnyByteThatDiffers() {
    byte[] payload = new byte[100];
    CountingPattern.fill(payload, 41);
    for (int i = 0; i < payload.length; i++) {
      payload[i]++;
      // Bytes 1 to 7 belong to the counter: no value is wrong in itself there.
      assertEquals(i > 0 && i < 8, CountingPattern.isWhole(payload, payload.length), "byte " + i);
      payload[i]--;
    }
  }

  @Test
  void shouldNoticeAMixtureOfTwoValuesWhereverItIsCut() {
    byte[] older = new byte[64];
    byte[] newer = new byte[64];
    CountingPattern.fill(older, 1000);
    CountingPattern.fill(newer, 1001);
    for (int cut = 1; cut < older.length; cut++) {
      byte[] mixed = newer.clone();
      System.arraycopy(older, cut, mixed, cut, older.length - cut);

      assertFalse(CountingPattern.isWhole(mixed, mixed.length), "cut at " + cut);
    }
  }

  @Test
  void shouldTakeNoNoticeOfBytesBehindTheLength() {
    byte[] payload = new byte[64];
    CountingPattern.fill(payload, 5);
    payload[32] = 99;

    assertTrue(CountingPattern.isWhole(payload, 32));
    assertFalse(CountingPattern.isWhole(payload, 33));
  }

  @Test
  void shouldNotAcceptWhatIsTooShortForACounter() {
    assertFalse(CountingPattern.isWhole(new byte[64], 7));
  }
}
