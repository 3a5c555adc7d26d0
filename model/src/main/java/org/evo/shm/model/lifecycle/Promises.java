// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.model.lifecycle.Proc.Goal;
import org.evo.shm.model.lifecycle.ReaderState.Phase;

/** What must hold in every state. */
final class Promises {

  /** More steps than a claim or a clean-up takes that nobody disturbs. */
  private static final int ENOUGH_STEPS = 200;

  private final LifecycleRules rules;
  private final Program program;
  private final ReaderProgram readerProgram;

  Promises(LifecycleRules rules, Program program, ReaderProgram readerProgram) {
    this.rules = rules;
    this.program = program;
    this.readerProgram = readerProgram;
  }

  List<String> broken(LifecycleState state) {
    List<String> broken = new ArrayList<>();
    if (!state.fault().isEmpty()) {
      broken.add(state.fault());
    }
    Draft w = new Draft(state);
    if (hasTwoOwners(w)) {
      broken.add("two processes own the name, and readers can attach to both");
    }
    if (state.processes().stream().anyMatch(p -> p.pc() == Pc.FAILED)) {
      broken.add("a claim fails with an error though the name is free or merely busy");
    }
    if (isAtRest(state)) {
      checkReader(w, broken);
      checkClaim(state, broken);
      checkCleanUp(state, broken);
    }
    return broken;
  }

  private static boolean hasTwoOwners(Draft w) {
    return w.processes.stream().filter(p -> isAttachable(w, p)).count() > 1;
  }

  private static boolean isAtRest(LifecycleState state) {
    return state.processes().stream().allMatch(p -> p.pc().isAtRest());
  }

  /** Whether everything may stay as it is for ever. */
  boolean isSettled(LifecycleState state) {
    Draft w = new Draft(state);
    boolean lost =
        state.processes().stream().anyMatch(p -> p.pc() == Pc.OWNING && !w.isNamed(p.mine()));
    if (!isAtRest(state) || lost) {
      return false;
    }
    return switch (state.reader().phase()) {
      case ABSENT -> true;
      case DETACHED -> state.processes().stream().noneMatch(p -> isAttachable(w, p));
      default -> !readerProgram.canRun(w);
    };
  }

  private static boolean isAttachable(Draft w, Proc p) {
    return p.owns() && w.isNamed(p.mine()) && !w.file(p.mine()).isRetired();
  }

  /** When nothing else happens any more, the reader is where the writer is, or knows better. */
  private void checkReader(Draft w, List<String> broken) {
    if (w.reader.phase() != Phase.ATTACHED || readerProgram.canRun(w)) {
      return;
    }
    if (!w.isNamed(w.reader.at())) {
      broken.add("the reader stays for ever with a file that has no name");
    }
    for (Proc p : w.processes) {
      if (isAttachable(w, p) && p.mine() != w.reader.at()) {
        broken.add("the reader stays for ever with a file that is not the owner's");
      }
    }
  }

  private void checkClaim(LifecycleState state, List<String> broken) {
    Draft after = alone(state, Goal.CLAIM);
    Proc me = after.process(state.processes().size());
    boolean taken =
        state.processes().stream().anyMatch(Proc::owns)
            || state.files().stream().anyMatch(f -> after.isParkedByAnother(f, Who.NOBODY));
    boolean good = me.pc() == Pc.OWNING || (me.pc() == Pc.DONE && taken);
    if (!good) {
      broken.add("the name is free and cannot be claimed (" + me.pc().words() + ")");
    }
    boolean litter =
        after.lockName >= 0
            || after.names.get(after.temporary()) >= 0
            || (me.pc() == Pc.OWNING && named(after) != 1);
    if (good && litter && me.pc() == Pc.OWNING) {
      broken.add("a claim leaves something behind");
    }
  }

  private void checkCleanUp(LifecycleState state, List<String> broken) {
    if (state.processes().stream().anyMatch(Proc::owns)) {
      return;
    }
    Draft after = alone(state, Goal.CLEAN);
    boolean parked =
        after.files.stream().anyMatch(f -> after.isParkedByAnother(f, state.processes().size()));
    boolean clean =
        after.lockName < 0
            && after.names.get(after.temporary()) < 0
            && (parked || named(after) == 0);
    if (after.process(state.processes().size()).pc() != Pc.DONE || !clean) {
      broken.add("nobody owns the name, and one pass of a cleaner leaves something behind");
    }
  }

  private static long named(Draft w) {
    return w.names.subList(0, w.paths()).stream().filter(f -> f >= 0).count();
  }

  /** What one more process achieves that nobody disturbs. */
  private Draft alone(LifecycleState state, Goal goal) {
    Draft w = new Draft(state);
    int p = w.processes.size();
    w.processes.add(Proc.begin(goal, rules.pathCount(), 1));
    Program.begin(w, p);
    for (int i = 0; i < ENOUGH_STEPS && !w.process(p).pc().isAtRest(); i++) {
      program.run(w, p);
    }
    return w;
  }
}
