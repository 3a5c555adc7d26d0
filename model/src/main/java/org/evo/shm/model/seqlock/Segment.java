// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

/**
 * The memory of one generation. Slots have three cells of four bits: the number of the value they
 * say they hold (half its version) and two words.
 *
 * @param version the version word
 * @param retired whether the state says so
 * @param cells all slots
 * @param first the version it started with, without a value
 */
record Segment(int version, boolean retired, long cells, int first) {

  static final int NUMBER = 0;
  static final int FIRST_WORD = 1;
  static final int SECOND_WORD = 2;

  /** Cells of a slot. */
  static final int STRIDE = 3;

  private static final int CELL_BITS = 4;
  private static final long CELL_MASK = 0xF;

  static Segment empty(int version) {
    return new Segment(version, false, 0, version);
  }

  static int cell(int slot, int field) {
    return slot * STRIDE + field;
  }

  int load(int cell) {
    return (int) (cells >>> (cell * CELL_BITS) & CELL_MASK);
  }

  Segment withCell(int cell, int value) {
    long cleared = cells & ~(CELL_MASK << (cell * CELL_BITS));
    return new Segment(version, retired, cleared | (long) value << (cell * CELL_BITS), first);
  }

  /** Every word that a slot shows, a bit each. */
  int wordsInUse(int slots) {
    int used = 0;
    for (int slot = 0; slot < slots; slot++) {
      used |= 1 << load(cell(slot, FIRST_WORD)) | 1 << load(cell(slot, SECOND_WORD));
    }
    return used;
  }

  Segment withVersion(int word) {
    return new Segment(word, retired, cells, first);
  }

  Segment withRetired() {
    return new Segment(version, true, cells, first);
  }

  Segment withSlotFreed(int slot) {
    Segment freed = this;
    for (int field = 0; field < STRIDE; field++) {
      freed = freed.withCell(cell(slot, field), 0);
    }
    return freed;
  }

  @Override
  public String toString() {
    return String.format("version 0x%x%s cells %016x", version, retired ? " RETIRED" : "", cells);
  }
}
