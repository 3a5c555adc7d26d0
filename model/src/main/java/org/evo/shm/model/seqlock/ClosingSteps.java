// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

import java.util.List;
import org.evo.shm.model.Step;
import org.evo.shm.model.seqlock.SeqlockRules.Handle;
import org.evo.shm.model.seqlock.Writer.Phase;

/**
 * Another thread closes a handle that is in use. For the writer this is the close that has waited
 * for the write under way in vain.
 */
final class ClosingSteps {

  private static final String CLOSER = "closing thread";

  private final SeqlockRules rules;
  private final Stores stores;

  ClosingSteps(SeqlockRules rules, Stores stores) {
    this.rules = rules;
    this.stores = stores;
  }

  void addSteps(SeqlockState state, List<Step<SeqlockState>> steps) {
    if (rules.closes().contains(Handle.READER)) {
      closeReader(state, steps);
    }
    if (rules.closes().contains(Handle.WRITER)) {
      closeWriter(state, steps);
    }
  }

  private void closeReader(SeqlockState state, List<Step<SeqlockState>> steps) {
    Reader reader = state.readers().get(0);
    if (state.closing() == 0) {
      SeqlockState next = state.with(0, reader.movedTo(Reader.GONE));
      steps.add(Step.of(CLOSER, "moves reader 1 to memory that is gone", next.closing(1, 0)));
    } else if (state.closing() == 1) {
      SeqlockState next = state.with(0, reader.detach());
      steps.add(
          Step.of(CLOSER, "takes the file from under reader 1's mapping", next.closing(2, 0)));
    }
  }

  private void closeWriter(SeqlockState state, List<Step<SeqlockState>> steps) {
    Phase phase = state.writer().phase();
    boolean open = phase == Phase.IDLE || phase == Phase.WRITING || phase == Phase.UNDOING;
    boolean late = rules.has(Deviation.RETIRED_BEFORE_DETACHED);
    if (state.closing() == 0 ? !open : state.closing() >= 4) {
      return;
    }
    int step = state.closing() + 1;
    int action = late ? step : (step + 2) % 4 + 1;
    int generation = state.writer().generation();
    switch (action) {
      case 1 ->
          add(
              steps,
              "stores the state RETIRED",
              stores.show(state, generation, Store.state()).closing(step, state.closingWord()));
      case 2 ->
          add(steps, "loads the version word", state.closing(step, state.written().version()));
      case 3 -> {
        int word = stores.retiredWord(state.closingWord());
        SeqlockState next = stores.show(state, generation, Store.version(word));
        add(steps, "stores the retired version", next.closing(step, 0));
      }
      default ->
          add(
              steps,
              "takes the file from under the writer's mapping",
              state.with(state.writer().detach()).closing(step, state.closingWord()));
    }
  }

  private static void add(List<Step<SeqlockState>> steps, String action, SeqlockState next) {
    steps.add(Step.of(CLOSER, action, next));
  }
}
