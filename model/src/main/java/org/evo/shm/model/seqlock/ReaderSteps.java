// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

import java.util.List;
import org.evo.shm.model.Step;
import org.evo.shm.model.seqlock.Reader.Phase;
import org.evo.shm.model.seqlock.SeqlockRules.Handle;

/** What a reader does: one load a step. */
final class ReaderSteps {

  private static final int NUMBER = 1 << Segment.NUMBER;
  private static final int PAYLOAD = 1 << Segment.FIRST_WORD | 1 << Segment.SECOND_WORD;
  private static final int VERSION = 1 << Segment.STRIDE;

  private static final List<String> NAMES = List.of("reader 1", "reader 2");
  private static final List<String> FIELDS =
      List.of("the slot's version", "the first word", "the second word");

  private final SeqlockRules rules;

  ReaderSteps(SeqlockRules rules) {
    this.rules = rules;
  }

  void addSteps(SeqlockState state, int index, List<Step<SeqlockState>> steps) {
    Reader reader = state.readers().get(index);
    String name = NAMES.get(index);
    switch (reader.phase()) {
      case LOAD_REFERENCE -> {
        Reader next = reader.withReference();
        // Without a closing thread only the reader itself changes the reference.
        if (rules.closes().contains(Handle.READER)) {
          steps.add(Step.of(name, "looks which memory to read", state.with(index, next)));
        } else {
          addVersionLoad(state, index, next, steps);
        }
      }
      case LOAD_VERSION -> addVersionLoad(state, index, reader, steps);
      case LOAD_SLOT -> addLoads(state, index, steps);
      case AGAIN ->
          steps.add(
              Step.of(name, "asks why nothing was read", state.with(index, again(state, reader))));
      case ENDED -> {}
    }
  }

  private void addVersionLoad(
      SeqlockState state, int index, Reader reader, List<Step<SeqlockState>> steps) {
    String action = "loads the version word: " + word(state, reader);
    SeqlockState next = state.with(index, select(state, reader));
    steps.add(Step.of(NAMES.get(index), action, next));
  }

  private int word(SeqlockState state, Reader reader) {
    if (reader.loaded() == Reader.GONE) {
      return rules.classic() ? 1 : rules.retiredBit();
    }
    return reader.detached() ? 0 : state.generations().get(reader.loaded()).version();
  }

  private Reader select(SeqlockState state, Reader reader) {
    int word = word(state, reader);
    int committed = rules.committed(word);
    boolean moved =
        reader.selected() != reader.loaded() && !rules.has(Deviation.FILLED_SURVIVES_GENERATION);
    boolean filled = reader.filled() && !moved;
    boolean nothing = rules.slots() == 1 && (word & 1) != 0;
    boolean zero = committed == 0 && filled && !rules.has(Deviation.ZERO_VERSION_IS_A_VALUE);
    if (rules.isRetired(word) || nothing || zero) {
      return reader.at(Phase.AGAIN);
    }
    int header = rules.classic() || filled ? 0 : NUMBER;
    return reader.select(committed, header | PAYLOAD | VERSION, filled);
  }

  /** Loads of the slot in any order; the version last, since a fence is before it. */
  private void addLoads(SeqlockState state, int index, List<Step<SeqlockState>> steps) {
    Reader reader = state.readers().get(index);
    String name = NAMES.get(index);
    for (int field = 0; field < Segment.STRIDE; field++) {
      if ((reader.pending() & 1 << field) != 0) {
        int value = cell(state, reader, field);
        Reader next = reader.withCell(field, value);
        steps.add(
            Step.of(name, "loads " + FIELDS.get(field) + ": " + value, decide(state, index, next)));
      }
    }
    boolean fenced = !rules.has(Deviation.NO_LOAD_FENCE);
    boolean versionNext = reader.pending() == VERSION || !fenced;
    if ((reader.pending() & VERSION) != 0 && versionNext) {
      int word = word(state, reader);
      steps.add(
          Step.of(
              name,
              "loads the version word again: " + word,
              decide(state, index, reader.withWord(word))));
    }
  }

  private int cell(SeqlockState state, Reader reader, int field) {
    if (reader.loaded() == Reader.GONE || reader.detached()) {
      return 0;
    }
    int cell = Segment.cell(rules.slotOf(reader.stamp()), field);
    return state.generations().get(reader.loaded()).load(cell);
  }

  private SeqlockState decide(SeqlockState state, int index, Reader reader) {
    if (reader.pending() != 0) {
      return state.with(index, reader);
    }
    int stamp = reader.stamp();
    if (!rules.inWindow(stamp, reader.word())) {
      return state.with(index, reader.at(Phase.AGAIN));
    }
    boolean numbered = rules.classic() || reader.cell(Segment.NUMBER) == (stamp >>> 1 & 0xF);
    if (!reader.filled() && (stamp == 0 || !numbered)) {
      return state.with(index, reader.at(Phase.LOAD_REFERENCE));
    }
    SeqlockState next = state.with(index, reader.accepted());
    History history = state.history();
    if (reader.cell(Segment.FIRST_WORD) != history.first(stamp)
        || reader.cell(Segment.SECOND_WORD) != history.second(stamp)) {
      return next.faulty(
          String.format(
              "%s accepted (%d, %d) as version %d, which was committed as (%d, %d)",
              NAMES.get(index),
              reader.cell(Segment.FIRST_WORD),
              reader.cell(Segment.SECOND_WORD),
              stamp,
              history.first(stamp),
              history.second(stamp)));
    }
    if (reader.last() != Reader.NONE && !rules.inOrder(reader.last(), stamp)) {
      return next.faulty(NAMES.get(index) + " went back in time");
    }
    return history.first(stamp) == 0
        ? next.faulty(NAMES.get(index) + " accepted a value that nobody committed")
        : next;
  }

  /** It loads the reference and the version afresh; a retired segment is left. */
  private Reader again(SeqlockState state, Reader reader) {
    if (reader.memory() == Reader.GONE) {
      return reader.at(Phase.ENDED);
    }
    Segment memory = state.generations().get(reader.memory());
    boolean seen =
        rules.classic()
            ? memory.retired() && !rules.has(Deviation.RETIRED_UNSEEN)
            : rules.isRetired(memory.version());
    if (!seen || reader.detached()) {
      return reader.at(Phase.LOAD_REFERENCE);
    }
    boolean successor = reader.memory() + 1 < state.generations().size();
    return successor
        ? reader.movedTo(reader.memory() + 1).at(Phase.LOAD_REFERENCE)
        : reader.at(Phase.ENDED);
  }
}
