// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.model.seqlock.SeqlockRules.Operation;

/**
 * The process that writes, and the one that takes over from it.
 *
 * @param phase what it is doing
 * @param step how far it is in that
 * @param generation where it writes
 * @param committed the version it committed last, or found
 * @param hasValue whether it believes in a value to build on
 * @param operation the write under way
 * @param first first word of the value being written
 * @param second its second word
 * @param undoFirst first word of the value to restore, as found in memory
 * @param undoSecond its second word
 * @param detached whether its stores no longer reach the memory
 * @param issued stores that memory does not show yet, in program order
 */
record Writer(
    Phase phase,
    int step,
    int generation,
    int committed,
    boolean hasValue,
    Operation operation,
    int first,
    int second,
    int undoFirst,
    int undoSecond,
    boolean detached,
    List<Store> issued) {

  /** What a writer is doing. */
  enum Phase {
    TAKING_OVER,
    IDLE,
    WRITING,
    UNDOING,
    REPLACING,
    STOPPED
  }

  static Writer newcomer(int generation) {
    return new Writer(
        Phase.TAKING_OVER, 0, generation, 0, false, Operation.WRITE, 0, 0, 0, 0, false, List.of());
  }

  /** Between two writes nothing is remembered but what was committed. */
  Writer idle(int committed, boolean hasValue) {
    return new Writer(
        Phase.IDLE,
        0,
        generation,
        committed,
        hasValue,
        Operation.WRITE,
        0,
        0,
        0,
        0,
        detached,
        issued);
  }

  Writer begin(Operation operation, int first, int second, int undoFirst, int undoSecond) {
    return new Writer(
        Phase.WRITING,
        0,
        generation,
        committed,
        hasValue,
        operation,
        first,
        second,
        undoFirst,
        undoSecond,
        detached,
        issued);
  }

  Writer at(Phase phase, int step) {
    return new Writer(
        phase,
        step,
        generation,
        committed,
        hasValue,
        operation,
        first,
        second,
        undoFirst,
        undoSecond,
        detached,
        issued);
  }

  Writer issuing(Store... stores) {
    if (detached) {
      return this;
    }
    List<Store> all = new ArrayList<>(issued);
    all.addAll(List.of(stores));
    return withIssued(all);
  }

  /** Without the store that memory shows now; fences that nothing is left in front of go, too. */
  Writer withoutIssued(int index) {
    List<Store> rest = new ArrayList<>(issued);
    rest.remove(index);
    while (!rest.isEmpty() && rest.get(0).place() == Store.FENCE) {
      rest.remove(0);
    }
    return withIssued(rest);
  }

  private Writer withIssued(List<Store> stores) {
    return new Writer(
        phase,
        step,
        generation,
        committed,
        hasValue,
        operation,
        first,
        second,
        undoFirst,
        undoSecond,
        detached,
        List.copyOf(stores));
  }

  /** The file is gone from under its mapping: what it has issued is lost. */
  Writer detach() {
    return new Writer(
        phase,
        step,
        generation,
        committed,
        hasValue,
        operation,
        first,
        second,
        undoFirst,
        undoSecond,
        true,
        List.of());
  }

  /** Whether memory may show a store next. */
  boolean mayShow(int index) {
    Store store = issued.get(index);
    if (store.place() == Store.FENCE || (store.ordered() && index > 0)) {
      return false;
    }
    for (int i = 0; i < index; i++) {
      int earlier = issued.get(i).place();
      if (earlier == Store.FENCE || earlier == store.place()) {
        return false;
      }
    }
    return true;
  }

  /** A word as its own writer sees it. */
  int view(Segment memory, int cell) {
    for (int i = issued.size() - 1; i >= 0; i--) {
      if (issued.get(i).place() == cell) {
        return issued.get(i).value();
      }
    }
    return memory.load(cell);
  }
}
