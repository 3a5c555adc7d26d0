// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

import java.util.List;
import org.evo.shm.model.Step;
import org.evo.shm.model.seqlock.SeqlockRules.Handle;
import org.evo.shm.model.seqlock.SeqlockRules.Operation;
import org.evo.shm.model.seqlock.Writer.Phase;

/** What the writer does, and what happens to it. */
final class WriterSteps {

  private static final String WRITER = "writer";

  /** Stores that may be issued and not shown: those of one write, and its fence. */
  private static final int MAX_ISSUED = 6;

  private static final int ODD = 0;
  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final int NUMBER = 3;
  private static final int EVEN = 4;

  private final SeqlockRules rules;
  private final Stores stores;
  private final ReplacingSteps replacing;

  WriterSteps(SeqlockRules rules, Stores stores) {
    this.rules = rules;
    this.stores = stores;
    this.replacing = new ReplacingSteps(rules, stores);
  }

  void addSteps(SeqlockState state, List<Step<SeqlockState>> steps) {
    showStores(state, steps);
    Writer writer = state.writer();
    switch (writer.phase()) {
      case TAKING_OVER -> steps.add(Step.of(WRITER, "takes over", takeOver(state)));
      case IDLE -> addChoices(state, steps);
      case WRITING, UNDOING -> addWriting(state, steps);
      case REPLACING -> replacing.addStep(state, steps);
      case STOPPED -> {}
    }
    boolean alive = writer.phase() != Phase.STOPPED && writer.phase() != Phase.TAKING_OVER;
    if (alive && state.budget().crashes() > 0 && state.closing() == 0) {
      steps.add(Step.of(WRITER, "dies; what it stored and nobody saw is lost", crash(state)));
    }
  }

  private void showStores(SeqlockState state, List<Step<SeqlockState>> steps) {
    Writer writer = state.writer();
    for (int i = 0; i < writer.issued().size(); i++) {
      if (writer.mayShow(i)) {
        Store store = writer.issued().get(i);
        SeqlockState next = state.with(writer.withoutIssued(i));
        steps.add(Step.of("memory", shown(store), stores.show(next, writer.generation(), store)));
      }
    }
  }

  private static String shown(Store store) {
    return switch (store.place()) {
      case Store.VERSION -> "shows the version word " + store.value();
      case Store.STATE -> "shows the state RETIRED";
      default ->
          "shows "
              + List.of("the number", "the first word", "the second word")
                  .get(store.place() % Segment.STRIDE)
              + " of slot "
              + store.place() / Segment.STRIDE
              + ": "
              + store.value();
    };
  }

  private SeqlockState crash(SeqlockState state) {
    int generation = state.generations().size() - 1;
    return state.with(Writer.newcomer(generation)).with(state.budget().oneCrashLess());
  }

  private SeqlockState takeOver(SeqlockState state) {
    Writer writer = state.writer();
    Segment memory = state.written();
    int word = memory.version();
    int committed = rules.committed(word);
    boolean odd = (word & 1) != 0;
    boolean halfAValue = rules.slots() == 1 && odd && !rules.has(Deviation.PATCH_OF_HALF_A_VALUE);
    int number = memory.load(Segment.cell(rules.slotOf(committed), Segment.NUMBER));
    boolean numbered = rules.classic() || number == (committed >>> 1 & 0xF);
    Writer next = writer.idle(committed, committed != 0 && numbered && !halfAValue);
    if (odd && rules.has(Deviation.STEP_BACK_ON_TAKEOVER)) {
      next = next.issuing(Store.version(committed));
    }
    if (odd && rules.has(Deviation.COMMIT_WITHOUT_REFILL)) {
      int word0 = state.unusedWord(rules.slots());
      int version = rules.plus(committed, 2);
      next = next.issuing(Store.commit(version, word0, word0)).idle(version, true);
      return state.with(next).with(state.budget().oneMoreWrite());
    }
    return state.with(next);
  }

  private void addChoices(SeqlockState state, List<Step<SeqlockState>> steps) {
    Writer writer = state.writer();
    if (state.closing() > 0 && rules.closes().contains(Handle.WRITER)) {
      return;
    }
    if (state.budget().writes() < rules.writes() && writer.issued().size() + 2 <= MAX_ISSUED) {
      for (Operation operation : Operation.values()) {
        boolean possible = operation != Operation.PATCH || writer.hasValue();
        if (rules.operations().contains(operation) && possible) {
          steps.add(Step.of(WRITER, "begins a " + operation, begin(state, operation)));
        }
      }
    }
    boolean quiet = writer.issued().isEmpty();
    if (quiet && state.budget().handovers() > 0) {
      SeqlockState next = state.with(state.budget().oneHandoverLess());
      Writer adopter = Writer.newcomer(writer.generation());
      steps.add(Step.of(WRITER, "parks, another one adopts", next.with(adopter)));
    }
    if (quiet && state.generations().size() < rules.generations()) {
      steps.add(Step.of(WRITER, "makes a new generation", replacing.begin(state)));
    }
  }

  private SeqlockState begin(SeqlockState state, Operation operation) {
    Writer writer = state.writer();
    int word = state.unusedWord(rules.slots());
    int kept = state.history().first(writer.committed());
    // What the value is meant to be; the patch of an issued but unseen value builds on that.
    for (Store store : writer.issued()) {
      kept = store.isCommit() ? store.firstWord() : kept;
    }
    int slot = rules.slotOf(writer.committed());
    boolean undoable =
        rules.slots() == 1 && operation == Operation.TRANSACTION && writer.hasValue();
    boolean copied = undoable || (rules.slots() > 1 && operation == Operation.PATCH);
    Segment memory = state.written();
    int first = copied ? writer.view(memory, Segment.cell(slot, Segment.FIRST_WORD)) : 0;
    int second = undoable ? writer.view(memory, Segment.cell(slot, Segment.SECOND_WORD)) : 0;
    Writer next =
        writer.begin(operation, operation == Operation.PATCH ? kept : word, word, first, second);
    // That a write has been entered and not begun matters only to a thread that closes.
    boolean separate = rules.closes().contains(Handle.WRITER);
    return state.with(separate ? next : open(next)).with(state.budget().oneMoreWrite());
  }

  private void addWriting(SeqlockState state, List<Step<SeqlockState>> steps) {
    Writer writer = state.writer();
    if (writer.issued().size() + 2 <= MAX_ISSUED) {
      steps.add(Step.of(WRITER, action(writer), state.with(write(writer))));
    }
    boolean open = writer.phase() == Phase.WRITING && writer.step() > ODD;
    if (open && writer.step() < EVEN) {
      boolean abort = writer.operation() == Operation.TRANSACTION;
      String action = abort ? "aborts" : "leaves the write by an exception";
      steps.add(Step.of(WRITER, action, state.with(giveUp(writer))));
    }
  }

  private static String action(Writer writer) {
    return switch (writer.step()) {
      case ODD -> "stores the odd version, then a store-store fence";
      case FIRST -> "stores the first word";
      case SECOND -> "stores the second word";
      case NUMBER -> "stores the slot's version";
      default -> "stores the even version";
    };
  }

  private Writer write(Writer writer) {
    int next = rules.plus(writer.committed(), 2);
    int slot = rules.slotOf(next);
    int first = writer.phase() == Phase.UNDOING ? writer.undoFirst() : writer.first();
    int second = writer.phase() == Phase.UNDOING ? writer.undoSecond() : writer.second();
    boolean patch = writer.operation() == Operation.PATCH;
    return switch (writer.step()) {
      case ODD -> open(writer);
      case FIRST ->
          patch && rules.slots() == 1
              ? writer.at(writer.phase(), SECOND)
              : fill(writer, slot, Segment.FIRST_WORD, patch ? writer.undoFirst() : first);
      case SECOND -> fill(writer, slot, Segment.SECOND_WORD, second);
      case NUMBER -> fill(writer, slot, Segment.NUMBER, next >>> 1 & 0xF);
      default -> writer.issuing(Store.commit(next, first, second)).idle(next, true);
    };
  }

  private Writer open(Writer writer) {
    Store odd = Store.version(rules.plus(writer.committed(), 1));
    Writer next = writer.at(Phase.WRITING, FIRST);
    return rules.has(Deviation.NO_STORE_FENCE)
        ? next.issuing(odd)
        : next.issuing(odd, Store.fence());
  }

  private Writer fill(Writer writer, int slot, int field, int value) {
    boolean last = rules.classic() ? field == Segment.SECOND_WORD : field == Segment.NUMBER;
    return writer
        .issuing(Store.cell(Segment.cell(slot, field), value))
        .at(writer.phase(), last ? EVEN : writer.step() + 1);
  }

  private Writer giveUp(Writer writer) {
    if (rules.slots() > 1) {
      return writer.idle(writer.committed(), writer.hasValue());
    }
    if (writer.operation() == Operation.TRANSACTION && writer.hasValue()) {
      return writer.at(Phase.UNDOING, FIRST);
    }
    boolean forgets = rules.has(Deviation.EXCEPTION_FORGETS_HALF_A_VALUE);
    return writer.idle(writer.committed(), forgets && writer.hasValue());
  }
}
