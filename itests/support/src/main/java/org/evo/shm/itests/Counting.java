// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Values that tell a mixture: a counter, and behind it the counter's low byte over and over, as the
 * tool and the C peer write them.
 */
public final class Counting {

  private Counting() {}

  /** A whole value. */
  public static byte[] value(long counter, int sizeBytes) {
    byte[] value = new byte[sizeBytes];
    Arrays.fill(value, (byte) counter);
    ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).putLong(counter);
    return value;
  }

  /**
   * The counter of a value.
   *
   * @throws AssertionError when it is a mixture
   */
  public static long counterOf(byte[] value, int length) {
    long counter = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
    for (int i = Long.BYTES; i < length; i++) {
      if (value[i] != (byte) counter) {
        throw new AssertionError("torn: byte " + i + " is not of value " + counter);
      }
    }
    return counter;
  }
}
