// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.seqlock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.evo.shm.model.Model;
import org.evo.shm.model.Step;

/** The read and write path; see the module's README for what is modelled. */
public final class SeqlockModel implements Model<SeqlockState> {

  private final SeqlockRules rules;
  private final WriterSteps writer;
  private final ReaderSteps reader;
  private final ClosingSteps closing;

  public SeqlockModel(SeqlockRules rules) {
    this.rules = rules;
    Stores stores = new Stores(rules);
    this.writer = new WriterSteps(rules, stores);
    this.reader = new ReaderSteps(rules);
    this.closing = new ClosingSteps(rules, stores);
  }

  @Override
  public List<SeqlockState> initialStates() {
    return List.of(
        new SeqlockState(
            List.of(Segment.empty(rules.firstVersion())),
            Writer.newcomer(0),
            Collections.nCopies(rules.readers(), Reader.fresh()),
            0,
            0,
            History.empty(),
            new SeqlockState.Budget(0, rules.crashes(), rules.handovers()),
            ""));
  }

  @Override
  public List<Step<SeqlockState>> steps(SeqlockState state) {
    List<Step<SeqlockState>> steps = new ArrayList<>();
    writer.addSteps(state, steps);
    for (int i = 0; i < state.readers().size(); i++) {
      reader.addSteps(state, i, steps);
    }
    closing.addSteps(state, steps);
    steps.replaceAll(s -> Step.of(s.actor(), s.action(), s.next().canonical(rules)));
    return steps;
  }

  @Override
  public List<String> violations(SeqlockState state) {
    List<String> wrong = new ArrayList<>();
    if (!state.fault().isEmpty()) {
      wrong.add(state.fault());
    }
    for (Segment segment : state.generations()) {
      if (!keepsTheLastValue(segment, state.history())) {
        wrong.add("the value committed last cannot be read any more");
      }
    }
    return wrong;
  }

  /**
   * At every moment, so after every crash too: with several slots the last committed value is
   * whole; with one, unless the version is odd.
   */
  private boolean keepsTheLastValue(Segment segment, History history) {
    int committed = rules.committed(segment.version());
    boolean readable = rules.slots() > 1 || committed == rules.counter(segment.version());
    boolean hasValue = committed != segment.first();
    if (!hasValue || !readable || segment.retired() || rules.isRetired(segment.version())) {
      return true;
    }
    int slot = rules.slotOf(committed);
    boolean numbered =
        rules.classic()
            || segment.load(Segment.cell(slot, Segment.NUMBER)) == (committed >>> 1 & 0xF);
    return numbered
        && segment.load(Segment.cell(slot, Segment.FIRST_WORD)) == history.first(committed)
        && segment.load(Segment.cell(slot, Segment.SECOND_WORD)) == history.second(committed);
  }
}
