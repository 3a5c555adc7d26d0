// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

import java.util.List;
import org.evo.shm.model.Step;
import org.evo.shm.model.seqlock.Writer.Phase;

/** A new generation is published, the old one retired and its memory freed, slot by slot. */
final class ReplacingSteps {

  private static final String WRITER = "writer";
  private static final int STATE = 0;
  private static final int VERSION = 1;
  private static final int FREE = 2;

  private final SeqlockRules rules;
  private final Stores stores;

  ReplacingSteps(SeqlockRules rules, Stores stores) {
    this.rules = rules;
    this.stores = stores;
  }

  SeqlockState begin(SeqlockState state) {
    int committed = rules.committed(state.written().version());
    boolean startsOdd = rules.classic() && committed != 0;
    Segment next = new Segment(committed + (startsOdd ? 1 : 0), false, 0, committed);
    return state.with(state.generations().size(), next).with(state.writer().at(Phase.REPLACING, 0));
  }

  void addStep(SeqlockState state, List<Step<SeqlockState>> steps) {
    int step = state.writer().step();
    Segment old = state.generations().get(0);
    int freed = rules.has(Deviation.FREED_BEFORE_RETIRED) ? step : step - FREE;
    if (freed >= 0 && freed < rules.slots()) {
      steps.add(
          Step.of(WRITER, "frees slot " + freed, advance(state.with(0, old.withSlotFreed(freed)))));
    } else if (freed >= rules.slots() && !rules.has(Deviation.FREED_BEFORE_RETIRED)) {
      Writer next = Writer.newcomer(1);
      steps.add(Step.of(WRITER, "goes on in the new generation", state.with(next)));
    } else {
      int what = rules.has(Deviation.FREED_BEFORE_RETIRED) ? step - rules.slots() : step;
      addRetiring(state, what, steps);
    }
  }

  /** Each is a release store, and a full fence follows: memory shows them in this order. */
  private void addRetiring(SeqlockState state, int what, List<Step<SeqlockState>> steps) {
    int word = stores.retiredWord(state.generations().get(0).version());
    switch (what) {
      case STATE -> {
        SeqlockState next = stores.show(state, 0, Store.state());
        steps.add(Step.of(WRITER, "stores the state RETIRED in the old one", advance(next)));
      }
      case VERSION -> {
        SeqlockState next = stores.show(state, 0, Store.version(word));
        steps.add(Step.of(WRITER, "stores the retired version in the old one", advance(next)));
      }
      default ->
          steps.add(
              Step.of(WRITER, "goes on in the new generation", state.with(Writer.newcomer(1))));
    }
  }

  private static SeqlockState advance(SeqlockState state) {
    return state.with(state.writer().at(Phase.REPLACING, state.writer().step() + 1));
  }
}
