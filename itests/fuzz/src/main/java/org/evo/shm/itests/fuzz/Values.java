// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.random.RandomGenerator;

/** Numbers that break sums, products, shifts and comparisons. */
final class Values {

  private static final long[] BOUNDARIES = {
    0,
    1,
    2,
    3,
    7,
    8,
    31,
    32,
    63,
    64,
    65,
    127,
    128,
    255,
    256,
    511,
    512,
    4095,
    4096,
    4097,
    8192,
    1 << 16,
    1 << 20,
    (1 << 20) + 4096,
    1 << 30,
    (1 << 30) + 4096,
    1L << 31,
    (1L << 31) - 4096,
    1L << 32,
    (1L << 32) + 4096,
    1L << 40,
    1L << 62,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE - 127,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE - 127,
    -1,
    -2,
    -4096,
  };

  private Values() {}

  /** A number for a field that holds {@code old}. */
  static long next(RandomGenerator random, long old) {
    return switch (random.nextInt(8)) {
      case 0 -> old + 1;
      case 1 -> old - 1;
      case 2 -> old ^ (1L << random.nextInt(64));
      case 3 -> old << 1;
      case 4 -> -old;
      case 5 -> random.nextLong();
      case 6 -> BOUNDARIES[random.nextInt(BOUNDARIES.length)] + random.nextInt(-1, 2);
      default -> BOUNDARIES[random.nextInt(BOUNDARIES.length)];
    };
  }

  /** A word that a text may be spoilt with. */
  static String word(RandomGenerator random) {
    String[] words = {
      "",
      " ",
      "\t",
      "\n",
      "\0",
      "\u001b[31m",
      "\u009b",
      "\u202e",
      "\u2028",
      "\ue000",
      "-1",
      "0",
      "2147483647",
      "2147483648",
      "9223372036854775807",
      "9".repeat(40),
      "1e9",
      "NaN",
      "TEXT",
      "BOOL",
      "optional",
      "../x",
      "a".repeat(65),
      "x".repeat(3000),
    };
    return words[random.nextInt(words.length)];
  }
}
