// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

/**
 * Which value each version committed: what readers are judged by. A value is two words of four
 * bits, 0 for none.
 */
record History(long firstWords, long secondWords) {

  private static final long MASK = 0xF;

  static History empty() {
    return new History(0, 0);
  }

  int first(int version) {
    return (int) (firstWords >>> shift(version) & MASK);
  }

  int second(int version) {
    return (int) (secondWords >>> shift(version) & MASK);
  }

  History with(int version, int first, int second) {
    long clear = ~(MASK << shift(version));
    return new History(
        firstWords & clear | (long) first << shift(version),
        secondWords & clear | (long) second << shift(version));
  }

  /** Every word in it, a bit each. */
  int wordsInUse() {
    int used = 0;
    for (int version = 0; version < 2 * Long.SIZE / 4; version += 2) {
      used |= 1 << first(version) | 1 << second(version);
    }
    return used;
  }

  private static int shift(int version) {
    return (version >>> 1 & 0xF) * 4;
  }
}
