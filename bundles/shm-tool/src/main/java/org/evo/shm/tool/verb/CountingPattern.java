// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The content that {@code write} writes and {@code read} verifies: a counter in the first 8 bytes,
 * little-endian, and its low byte in each byte behind. Two values that follow each other differ in
 * every one of those bytes, so a mixture of them shows.
 */
final class CountingPattern {

  /** Bytes of the counter, and the shortest payload. */
  static final int COUNTER_BYTES = Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private CountingPattern() {}

  /** Fills all of {@code payload}. */
  static void fill(byte[] payload, long counter) {
    LONG.set(payload, 0, counter);
    Arrays.fill(payload, COUNTER_BYTES, payload.length, (byte) counter);
  }

  /** The counter of a payload of at least {@link #COUNTER_BYTES}. */
  static long counter(byte[] payload) {
    return (long) LONG.get(payload, 0);
  }

  /** Whether the first {@code length} bytes are one value of the pattern. */
  static boolean isWhole(byte[] payload, int length) {
    if (length <= COUNTER_BYTES) {
      return length == COUNTER_BYTES;
    }
    // Every byte equals the one before it, compared as a vector, and the first is the right one.
    return payload[COUNTER_BYTES] == (byte) counter(payload)
        && Arrays.equals(payload, COUNTER_BYTES, length - 1, payload, COUNTER_BYTES + 1, length);
  }
}
