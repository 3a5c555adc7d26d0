// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.evo.shm.model.Model;
import org.evo.shm.model.Step;
import org.evo.shm.model.lifecycle.LifecycleRules.Start;
import org.evo.shm.model.lifecycle.Proc.Goal;

/** Claim, park, retire, clean-up and attach; see the module's README for what is modelled. */
public final class LifecycleModel implements Model<LifecycleState> {

  private final LifecycleRules rules;
  private final Program program;
  private final ReaderProgram readerProgram;
  private final Environment environment;
  private final Promises promises;

  public LifecycleModel(LifecycleRules rules) {
    this.rules = rules;
    this.program = new Program(rules);
    this.readerProgram = new ReaderProgram(rules);
    this.environment = new Environment(rules);
    this.promises = new Promises(rules, program, readerProgram);
  }

  @Override
  public List<LifecycleState> initialStates() {
    List<LifecycleState> states = new ArrayList<>();
    rules.starts().stream().sorted().forEach(s -> states.add(initial(s)));
    return states;
  }

  private LifecycleState initial(Start start) {
    List<DataFile> files = new ArrayList<>();
    List<LockFile> locks = new ArrayList<>();
    int child = Who.childOf(Who.FORMER);
    switch (start) {
      case ORPHAN -> files.add(orphan(Who.NOBODY, DataFile.State.ACTIVE));
      case INHERITED -> files.add(orphan(child, DataFile.State.ACTIVE));
      case RETIRED -> files.add(orphan(Who.NOBODY, DataFile.State.RETIRED));
      case LOCK_INHERITED -> locks.add(LockFile.FRESH.withPrimary(child).withRecord(Who.FORMER));
      case LOCK_UNRECORDED -> locks.add(LockFile.FRESH.withPrimary(child));
      case NOTHING -> {}
    }
    List<Integer> names = new ArrayList<>(Collections.nCopies(rules.pathCount() + 1, -1));
    if (!files.isEmpty()) {
      names.set(0, 0);
    }
    List<Proc> processes = new ArrayList<>();
    for (int p = 0; p < rules.processes(); p++) {
      boolean claims = p < rules.claimants();
      processes.add(
          Proc.begin(
              claims ? Goal.CLAIM : Goal.CLEAN, rules.pathCount(), claims ? rules.claims() : 1));
    }
    return new LifecycleState(
        List.copyOf(files),
        List.copyOf(locks),
        List.copyOf(names),
        locks.isEmpty() ? -1 : 0,
        List.copyOf(processes),
        ReaderState.begin(rules.reader(), rules.pathCount()),
        new LifecycleState.Budget(rules.crashes(), rules.lockDeletions(), rules.nameDeletions()),
        "");
  }

  private static DataFile orphan(int lock, DataFile.State state) {
    return new DataFile(lock, 0, state, Who.FORMER, 1);
  }

  @Override
  public List<Step<LifecycleState>> steps(LifecycleState state) {
    List<Step<LifecycleState>> steps = new ArrayList<>();
    for (int p = 0; p < state.processes().size(); p++) {
      addSteps(state, p, steps);
    }
    Draft reading = new Draft(state);
    if (readerProgram.canRun(reading)) {
      String action = readerProgram.action(reading);
      readerProgram.run(reading);
      steps.add(new Step<>("reader", action, reading.freeze()));
    }
    environment.addSteps(state, steps);
    return steps;
  }

  private void addSteps(LifecycleState state, int p, List<Step<LifecycleState>> steps) {
    Proc me = state.processes().get(p);
    switch (me.pc()) {
      case DONE, DEAD, FAILED -> {}
      case START -> {
        if (me.claims() > 0) {
          Draft w = new Draft(state);
          Program.begin(w, p);
          String goal = me.goal() == Goal.CLAIM ? "begins a claim" : "begins to clean";
          steps.add(new Step<>("process " + p, goal, w.freeze()));
        }
      }
      case OWNING -> addOwnersChoices(state, p, steps);
      default -> {
        Draft w = new Draft(state);
        program.run(w, p);
        steps.add(new Step<>("process " + p, me.pc().words(), w.freeze()));
      }
    }
  }

  private void addOwnersChoices(LifecycleState state, int p, List<Step<LifecycleState>> steps) {
    Proc me = state.processes().get(p);
    boolean lost = state.names().get(me.path()) != me.mine();
    if (rules.retires() || (rules.has(Feature.WATCHDOG) && lost)) {
      Draft w = new Draft(state);
      w.set(p, me.at(Pc.RETIRE_MARK));
      steps.add(new Step<>("process " + p, "decides to retire", w.freeze()));
    }
    if (rules.parks() && !lost) {
      Draft w = new Draft(state);
      w.set(p, me.goal(Goal.PARK).at(Pc.OPEN_LOCK));
      steps.add(new Step<>("process " + p, "decides to park", w.freeze()));
    }
  }

  @Override
  public List<String> violations(LifecycleState state) {
    return promises.broken(state);
  }
}
