// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

/**
 * One reader handle and the attempt it is making.
 *
 * @param phase what it does next
 * @param memory the generation it is moved to, {@link #GONE} once it was closed
 * @param loaded the generation that the attempt goes on in
 * @param selected the generation selected last; what {@code filled} speaks of
 * @param filled whether a value was found in that one
 * @param last the version accepted last, {@link #NONE} for none
 * @param stamp the version of the value being read
 * @param pending what remains to be loaded, a bit each
 * @param cells what was loaded, as in a slot
 * @param word the version word loaded last
 * @param detached whether the file was taken from under its mapping, which then shows zeros
 */
record Reader(
    Phase phase,
    int memory,
    int loaded,
    int selected,
    boolean filled,
    int last,
    int stamp,
    int pending,
    int cells,
    int word,
    boolean detached) {

  static final int GONE = 2;
  static final int NONE = -1;

  /** What a reader does next. */
  enum Phase {
    LOAD_REFERENCE,
    LOAD_VERSION,
    LOAD_SLOT,
    AGAIN,
    ENDED
  }

  static Reader fresh() {
    return new Reader(Phase.LOAD_REFERENCE, 0, 0, 0, false, NONE, 0, 0, 0, 0, false);
  }

  /** Nothing of the last attempt is remembered. */
  Reader at(Phase next) {
    return new Reader(next, memory, 0, selected, filled, last, 0, 0, 0, 0, detached);
  }

  Reader movedTo(int generation) {
    return new Reader(
        phase, generation, loaded, selected, filled, last, stamp, pending, cells, word, detached);
  }

  Reader detach() {
    return new Reader(
        phase, memory, loaded, selected, filled, last, stamp, pending, cells, word, true);
  }

  Reader withReference() {
    return new Reader(
        Phase.LOAD_VERSION, memory, memory, selected, filled, last, 0, 0, 0, 0, detached);
  }

  Reader select(int version, int toLoad, boolean stillFilled) {
    return new Reader(
        Phase.LOAD_SLOT,
        memory,
        loaded,
        loaded,
        stillFilled,
        last,
        version,
        toLoad,
        0,
        0,
        detached);
  }

  Reader withCell(int field, int value) {
    return new Reader(
        phase,
        memory,
        loaded,
        selected,
        filled,
        last,
        stamp,
        pending & ~(1 << field),
        cells | value << (4 * field),
        word,
        detached);
  }

  Reader withWord(int now) {
    return new Reader(
        phase,
        memory,
        loaded,
        selected,
        filled,
        last,
        stamp,
        pending & ~(1 << Segment.STRIDE),
        cells,
        now,
        detached);
  }

  Reader accepted() {
    return new Reader(Phase.LOAD_REFERENCE, memory, 0, selected, true, stamp, 0, 0, 0, 0, detached);
  }

  int cell(int field) {
    return cells >>> (4 * field) & 0xF;
  }
}
