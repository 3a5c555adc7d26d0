// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.List;
import org.evo.shm.model.Step;

/**
 * Deaths, owners that are stopped, children that keep locks, time, and a third party that removes
 * files.
 */
final class Environment {

  private final LifecycleRules rules;

  Environment(LifecycleRules rules) {
    this.rules = rules;
  }

  void addSteps(LifecycleState state, List<Step<LifecycleState>> steps) {
    addDeaths(state, steps);
    addEnds(state, steps);
    addDeletions(state, steps);
  }

  private void addDeaths(LifecycleState state, List<Step<LifecycleState>> steps) {
    LifecycleState.Budget budget = state.budget();
    for (int p = 0; p < state.processes().size(); p++) {
      Pc pc = state.processes().get(p).pc();
      boolean idle = pc == Pc.START && state.processes().get(p).claims() == firstClaims(p);
      boolean past = pc == Pc.DEAD || pc == Pc.FAILED || pc == Pc.STOPPED;
      if (budget.deaths() > 0 && !past && !idle) {
        steps.add(death(state, p, false));
        if (rules.troubles().inherits() && pc != Pc.DONE) {
          steps.add(death(state, p, true));
        }
        if (pc == Pc.OWNING) {
          Draft w = new Draft(state);
          w.set(p, w.process(p).at(Pc.STOPPED));
          w.budget = budget.oneDeathLess();
          steps.add(Step.unforced("process " + p, "is stopped for ever", w.freeze()));
        }
      }
    }
  }

  private int firstClaims(int p) {
    return p < rules.actors().claimants() ? rules.actors().claims() : 1;
  }

  /** Time passes, and children end. */
  private static void addEnds(LifecycleState state, List<Step<LifecycleState>> steps) {
    if (hasChildren(state)) {
      Draft w = new Draft(state);
      replaceHolders(w, -1, Who.NOBODY);
      steps.add(Step.unforced("children", "end", w.freeze()));
    }
    for (int f = 0; f < state.files().size(); f++) {
      if (state.files().get(f).state() == DataFile.State.PARKED) {
        Draft w = new Draft(state);
        w.files.set(f, w.file(f).withState(DataFile.State.EXPIRED));
        steps.add(Step.unforced("time", "a parked file expires", w.freeze()));
      }
    }
  }

  private static void addDeletions(LifecycleState state, List<Step<LifecycleState>> steps) {
    LifecycleState.Budget budget = state.budget();
    if (budget.lockDeletions() > 0 && state.lockName() >= 0) {
      Draft w = new Draft(state);
      w.lockName = -1;
      w.budget = budget.oneLockDeletionLess();
      steps.add(Step.unforced("third party", "removes the lock file", w.freeze()));
    }
    for (int path = 0; path < state.names().size() - 1; path++) {
      if (budget.nameDeletions() > 0 && state.names().get(path) >= 0) {
        Draft w = new Draft(state);
        w.names.set(path, -1);
        // What an older file is found for that lay beside the removed one is the third party's
        // doing.
        w.files.replaceAll(DataFile::excused);
        w.budget = budget.oneNameDeletionLess();
        steps.add(Step.unforced("third party", "removes path " + path, w.freeze()));
      }
    }
  }

  private Step<LifecycleState> death(LifecycleState state, int p, boolean inherited) {
    Draft w = new Draft(state);
    replaceHolders(w, p, inherited ? Who.childOf(p) : Who.NOBODY);
    w.set(p, Proc.begin(Proc.Goal.CLAIM, w.paths(), 0).at(Pc.DEAD));
    w.budget = w.budget.oneDeathLess();
    String action = inherited ? "dies; a child keeps its locks" : "dies";
    return Step.unforced("process " + p, action, w.freeze());
  }

  private static boolean hasChildren(LifecycleState state) {
    return state.files().stream().anyMatch(f -> Who.isChild(f.lock()))
        || state.locks().stream().anyMatch(l -> Who.isChild(l.primary()));
  }

  /** Hands on every lock of a process; of all children for {@code from} -1. */
  private static void replaceHolders(Draft w, int from, int to) {
    for (int f = 0; f < w.files.size(); f++) {
      DataFile file = w.file(f).withLock(handOn(w.file(f).lock(), from, to));
      // An announcement names its process, and counts only while that lives.
      w.files.set(f, from < 0 ? file : file.withAnnounced(file.announced() & ~(1 << from)));
    }
    for (int l = 0; l < w.locks.size(); l++) {
      LockFile lock = w.lock(l);
      lock = from < 0 ? lock : lock.withAnnounced(lock.announced() & ~(1 << from));
      w.locks.set(l, lock.withPrimary(handOn(lock.primary(), from, to)));
    }
  }

  private static int handOn(int holder, int from, int to) {
    boolean affected = from < 0 ? Who.isChild(holder) : holder == from;
    return affected ? to : holder;
  }
}
