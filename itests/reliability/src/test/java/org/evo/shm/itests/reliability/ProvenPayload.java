// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Payloads that prove themselves: the first word is the time at which the value was made, on the
 * clock that all processes of a machine share, the second its writer's process id, and every other
 * word is computed from both. So a mixture of two values shows, and values of one segment that are
 * read in order have growing times, whoever wrote them. Sizes are multiples of eight.
 */
final class ProvenPayload {

  static final int WORD_BYTES = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private ProvenPayload() {}

  /** Makes {@code bytes} the value of this time and writer. */
  static void fill(byte[] bytes, long timeNs, long writer) {
    LONG.set(bytes, 0, timeNs);
    LONG.set(bytes, WORD_BYTES, writer);
    long word = seed(timeNs, writer);
    for (int i = 2 * WORD_BYTES; i < bytes.length; i += WORD_BYTES) {
      word += GOLDEN;
      LONG.set(bytes, i, word);
    }
  }

  /** Whether all of the first {@code length} bytes are of one value. */
  static boolean isWhole(byte[] bytes, int length) {
    if (length < 2 * WORD_BYTES) {
      return false;
    }
    long word = seed(timeNs(bytes), writer(bytes));
    long differences = 0;
    for (int i = 2 * WORD_BYTES; i < length; i += WORD_BYTES) {
      word += GOLDEN;
      differences |= word ^ (long) LONG.get(bytes, i);
    }
    return differences == 0;
  }

  private static long seed(long timeNs, long writer) {
    return timeNs ^ (writer * GOLDEN);
  }

  static long timeNs(byte[] bytes) {
    return (long) LONG.get(bytes, 0);
  }

  static long writer(byte[] bytes) {
    return (long) LONG.get(bytes, WORD_BYTES);
  }
}
