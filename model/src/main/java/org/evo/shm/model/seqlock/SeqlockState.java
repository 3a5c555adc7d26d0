// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

import java.util.List;

/**
 * Everything at one moment.
 *
 * @param generations the memory of each, in order
 * @param writer who writes
 * @param readers who read
 * @param closing how far another thread is in closing a handle
 * @param closingWord the version word that it loaded
 * @param history what was committed
 * @param budget what may still happen
 * @param fault what went wrong on the way here, empty for nothing
 */
record SeqlockState(
    List<Segment> generations,
    Writer writer,
    List<Reader> readers,
    int closing,
    int closingWord,
    History history,
    Budget budget,
    String fault) {

  /**
   * What may still happen.
   *
   * @param writes begun so far, which is also the word that the last one writes
   */
  record Budget(int writes, int crashes, int handovers) {

    Budget oneMoreWrite() {
      return new Budget(writes + 1, crashes, handovers);
    }

    Budget oneCrashLess() {
      return new Budget(writes, crashes - 1, handovers);
    }

    Budget oneHandoverLess() {
      return new Budget(writes, crashes, handovers - 1);
    }
  }

  SeqlockState with(Writer next) {
    return new SeqlockState(
        generations, next, readers, closing, closingWord, history, budget, fault);
  }

  SeqlockState with(Budget next) {
    return new SeqlockState(
        generations, writer, readers, closing, closingWord, history, next, fault);
  }

  SeqlockState with(History next) {
    return new SeqlockState(
        generations, writer, readers, closing, closingWord, next, budget, fault);
  }

  SeqlockState with(int index, Reader next) {
    List<Reader> all = new java.util.ArrayList<>(readers);
    all.set(index, next);
    return new SeqlockState(
        generations, writer, List.copyOf(all), closing, closingWord, history, budget, fault);
  }

  SeqlockState with(int generation, Segment next) {
    List<Segment> all = new java.util.ArrayList<>(generations);
    if (generation == all.size()) {
      all.add(next);
    } else {
      all.set(generation, next);
    }
    return new SeqlockState(
        List.copyOf(all), writer, readers, closing, closingWord, history, budget, fault);
  }

  SeqlockState closing(int step, int word) {
    return new SeqlockState(generations, writer, readers, step, word, history, budget, fault);
  }

  SeqlockState faulty(String what) {
    return new SeqlockState(
        generations, writer, readers, closing, closingWord, history, budget, what);
  }

  /** A word that nothing here shows, so that equal words mean the same write. */
  int unusedWord(int slots) {
    int used = history.wordsInUse() | 1 << writer.first() | 1 << writer.second();
    used |= 1 << writer.undoFirst() | 1 << writer.undoSecond() | 1;
    for (Segment segment : generations) {
      used |= segment.wordsInUse(slots);
    }
    for (Store store : writer.issued()) {
      used |= 1 << store.firstWord() | 1 << store.secondWord();
      used |= store.place() >= 0 ? 1 << store.value() : 0;
    }
    for (Reader reader : readers) {
      used |= 1 << reader.cell(Segment.FIRST_WORD) | 1 << reader.cell(Segment.SECOND_WORD);
    }
    int unused = Integer.numberOfTrailingZeros(~used);
    if (unused > 0xF) {
      throw new IllegalStateException("more values than a cell can tell apart");
    }
    return unused;
  }

  /** Without what can no longer be asked for, so that states that mean the same are equal. */
  SeqlockState canonical(SeqlockRules rules) {
    History kept = History.empty();
    for (Segment segment : generations) {
      kept = keep(kept, rules.committed(segment.version()));
    }
    for (Reader reader : readers) {
      kept = reader.phase() == Reader.Phase.LOAD_SLOT ? keep(kept, reader.stamp()) : kept;
    }
    kept = keep(kept, rules.counter(writer.committed()));
    return kept.equals(history) ? this : with(kept);
  }

  private History keep(History kept, int version) {
    return kept.with(version, history.first(version), history.second(version));
  }

  Segment written() {
    return generations.get(writer.generation());
  }
}
