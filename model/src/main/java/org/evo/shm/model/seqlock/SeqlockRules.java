// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which protocol is explored, and how far.
 *
 * @param slots N
 * @param classic whether slots have no header and the retired bit does not exist
 * @param versionBits bits of the counter, below the retired bit; at most 5
 * @param firstVersion where the counter starts, even
 * @param writes writes begun by all writers together; at most 15
 * @param crashes how often a writer dies
 * @param handovers how often a writer is parked and the segment adopted
 * @param generations 1, or 2: the writer replaces the segment and frees the old one
 * @param readers 1 or 2
 * @param operations what a writer may do besides writing whole values
 * @param closes which handles another thread may close
 * @param deviations what is done wrong
 */
public record SeqlockRules(
    int slots,
    boolean classic,
    int versionBits,
    int firstVersion,
    int writes,
    int crashes,
    int handovers,
    int generations,
    int readers,
    Set<Operation> operations,
    Set<Handle> closes,
    Set<Deviation> deviations) {

  /** What a writer does. */
  public enum Operation {
    /** A whole value, in one call; may end in an exception. */
    WRITE,
    /** The second word only; may end in an exception. */
    PATCH,
    /** A whole value that may be given up. */
    TRANSACTION
  }

  /** What is closed. */
  public enum Handle {
    READER,
    WRITER
  }

  public SeqlockRules {
    operations = Set.copyOf(operations);
    closes = Set.copyOf(closes);
    deviations = Set.copyOf(deviations);
    if (classic && slots != 1) {
      throw new IllegalArgumentException("the classic layout has one slot, not " + slots);
    }
    if (Integer.bitCount(slots) != 1 || slots > 4 || versionBits > 5 || writes > 15) {
      throw new IllegalArgumentException("beyond what a state can hold: " + slots + " slots");
    }
  }

  /** Slotted, one crash, a park, a second generation, one reader, nothing wrong. */
  public static SeqlockRules slotted(int slots, int writes) {
    return new SeqlockRules(
        slots, false, 5, 0, writes, 1, 1, 2, 1, EnumSet.allOf(Operation.class), Set.of(), Set.of());
  }

  /** The same, classic. */
  public static SeqlockRules classic(int writes) {
    return new SeqlockRules(
        1, true, 5, 0, writes, 1, 1, 2, 1, EnumSet.allOf(Operation.class), Set.of(), Set.of());
  }

  /** The same, with something wrong. */
  public SeqlockRules but(Deviation... wrong) {
    return new SeqlockRules(
        slots,
        classic,
        versionBits,
        firstVersion,
        writes,
        crashes,
        handovers,
        generations,
        readers,
        operations,
        closes,
        Set.of(wrong));
  }

  /** The same, with these crashes, parks and generations. */
  public SeqlockRules events(int crashes, int handovers, int generations) {
    return new SeqlockRules(
        slots,
        classic,
        versionBits,
        firstVersion,
        writes,
        crashes,
        handovers,
        generations,
        readers,
        operations,
        closes,
        deviations);
  }

  /** The same, where a handle is closed by another thread. */
  public SeqlockRules closing(Handle handle) {
    return new SeqlockRules(
        slots,
        classic,
        versionBits,
        firstVersion,
        writes,
        crashes,
        handovers,
        generations,
        readers,
        operations,
        Set.of(handle),
        deviations);
  }

  /** The same, with another counter. */
  public SeqlockRules counter(int versionBits, int firstVersion) {
    return new SeqlockRules(
        slots,
        classic,
        versionBits,
        firstVersion,
        writes,
        crashes,
        handovers,
        generations,
        readers,
        operations,
        closes,
        deviations);
  }

  /** The same, where writers do only this. */
  public SeqlockRules only(Operation... possible) {
    return new SeqlockRules(
        slots,
        classic,
        versionBits,
        firstVersion,
        writes,
        crashes,
        handovers,
        generations,
        readers,
        Set.of(possible),
        closes,
        deviations);
  }

  /** The same, with more readers. */
  public SeqlockRules readers(int readers) {
    return new SeqlockRules(
        slots,
        classic,
        versionBits,
        firstVersion,
        writes,
        crashes,
        handovers,
        generations,
        readers,
        operations,
        closes,
        deviations);
  }

  boolean has(Deviation deviation) {
    return deviations.contains(deviation);
  }

  /** The bit that says retired; none in classic. */
  int retiredBit() {
    return 1 << versionBits;
  }

  /** A version without the retired bit. */
  int counter(int word) {
    return word & (retiredBit() - 1);
  }

  /** The even version at or below. */
  int committed(int word) {
    return counter(word) & ~1;
  }

  /** {@code version} moved on, as the writer stores it. */
  int plus(int version, int by) {
    int mask = has(Deviation.COUNTER_RUNS_INTO_THE_BIT) ? 2 * retiredBit() - 1 : retiredBit() - 1;
    return (version + by) & mask;
  }

  boolean isRetired(int word) {
    return !classic && (word & retiredBit()) != 0;
  }

  /** Whether {@code later} is not behind {@code earlier}; the counter may wrap. */
  boolean inOrder(int earlier, int later) {
    return counter(later - earlier) < retiredBit() / 2;
  }

  int slotOf(int version) {
    return (version >>> 1) & (slots - 1);
  }

  /** Whether a value of {@code stamp} is good when the version word is {@code word} now. */
  boolean inWindow(int stamp, int word) {
    int window = has(Deviation.WINDOW_TOO_WIDE) ? 2 * slots : 2 * slots - 1;
    if (has(Deviation.COUNTER_RUNS_INTO_THE_BIT)) {
      return ((word - stamp) & (2 * retiredBit() - 1)) < window;
    }
    return !isRetired(word) && counter(word - stamp) < window;
  }
}
