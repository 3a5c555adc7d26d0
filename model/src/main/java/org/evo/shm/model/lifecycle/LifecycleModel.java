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

  private static final int FIRST = 1;

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
    rules.files().starts().stream()
        .filter(this::fits)
        .sorted()
        .forEach(s -> states.add(initial(s)));
    return states;
  }

  private boolean fits(Start start) {
    boolean two = start == Start.OLDER_AND_NEWER || start == Start.NEWER_AND_OLDER;
    return !two || rules.pathCount() > 1;
  }

  private LifecycleState initial(Start start) {
    List<DataFile> files = new ArrayList<>();
    List<LockFile> locks = new ArrayList<>();
    int child = Who.childOf(Who.FORMER);
    switch (start) {
      case ORPHAN -> files.add(orphan(Who.NOBODY, DataFile.State.ACTIVE));
      case INHERITED -> files.add(orphan(child, DataFile.State.ACTIVE));
      case RETIRED -> files.add(orphan(Who.NOBODY, DataFile.State.RETIRED));
      case LOCK_INHERITED -> locks.add(LockFile.FRESH.withPrimary(child));
      case BOTH_INHERITED -> {
        files.add(orphan(child, DataFile.State.ACTIVE));
        locks.add(LockFile.FRESH.withPrimary(child));
      }
      case OLDER_AND_NEWER -> {
        files.add(orphan(Who.NOBODY, DataFile.State.ACTIVE));
        files.add(orphan(Who.NOBODY, DataFile.State.ACTIVE).withGeneration(FIRST + 1));
      }
      case NEWER_AND_OLDER -> {
        files.add(orphan(Who.NOBODY, DataFile.State.ACTIVE).withGeneration(FIRST + 1));
        files.add(orphan(Who.NOBODY, DataFile.State.ACTIVE));
      }
      case NOTHING -> {}
    }
    List<Integer> names = new ArrayList<>(Collections.nCopies(rules.pathCount() + 1, -1));
    for (int f = 0; f < files.size(); f++) {
      names.set(f, f);
    }
    LifecycleRules.Actors actors = rules.actors();
    LifecycleRules.Troubles troubles = rules.troubles();
    List<Proc> processes = new ArrayList<>();
    for (int p = 0; p < rules.processes(); p++) {
      boolean claims = p < actors.claimants();
      Goal goal = claims ? Goal.CLAIM : Goal.CLEAN;
      processes.add(Proc.begin(goal, rules.pathCount(), claims ? actors.claims() : 1));
    }
    return new LifecycleState(
        List.copyOf(files),
        List.copyOf(locks),
        List.copyOf(names),
        locks.isEmpty() ? -1 : 0,
        List.copyOf(processes),
        ReaderState.begin(actors.reader(), rules.pathCount()),
        new LifecycleState.Budget(
            troubles.deaths(), troubles.lockDeletions(), troubles.nameDeletions()),
        "");
  }

  private static DataFile orphan(int lock, DataFile.State state) {
    return new DataFile(lock, state, Who.FORMER, FIRST);
  }

  @Override
  public List<Step<LifecycleState>> steps(LifecycleState state) {
    List<Step<LifecycleState>> steps = new ArrayList<>();
    for (int p = 0; p < state.processes().size(); p++) {
      addSteps(state, p, steps);
    }
    readerProgram.addSteps(state, steps);
    environment.addSteps(state, steps);
    return steps;
  }

  private void addSteps(LifecycleState state, int p, List<Step<LifecycleState>> steps) {
    Proc me = state.processes().get(p);
    switch (me.pc()) {
      case DONE, DEAD, STOPPED, FAILED -> {}
      case START -> {
        if (me.claims() > 0) {
          Draft w = new Draft(state);
          Program.begin(w, p);
          String goal = me.goal() == Goal.CLAIM ? "begins a claim" : "begins to clean";
          steps.add(Step.unforced("process " + p, goal, w.freeze()));
        }
      }
      case OWNING -> addOwnersChoices(state, p, steps);
      default -> {
        Draft w = new Draft(state);
        program.run(w, p);
        steps.add(Step.of("process " + p, me.pc().words(), w.freeze()));
      }
    }
  }

  private void addOwnersChoices(LifecycleState state, int p, List<Step<LifecycleState>> steps) {
    Proc me = state.processes().get(p);
    boolean lost = state.names().get(me.path()) != me.mine();
    String actor = "process " + p;
    if (lost && !rules.has(Deviation.NO_WATCHDOG)) {
      steps.add(Step.of(actor, "finds that its file lost its name", retiring(state, p)));
    } else if (rules.owners().retire()) {
      steps.add(Step.unforced(actor, "decides to retire", retiring(state, p)));
    }
    if (lost && rules.has(Deviation.NAMED_AGAIN_UNCLAIMED) && state.names().get(me.path()) < 0) {
      Draft w = new Draft(state);
      w.name(p, me.path(), me.mine());
      steps.add(Step.of(actor, "gives its file the name back", w.freeze()));
    }
    if (rules.owners().park() && !lost) {
      Draft w = new Draft(state);
      w.set(p, me.goal(Goal.PARK).at(Pc.OPEN_LOCK));
      steps.add(Step.unforced(actor, "decides to park", w.freeze()));
    }
  }

  private static LifecycleState retiring(LifecycleState state, int p) {
    Draft w = new Draft(state);
    w.set(p, w.process(p).at(Pc.RETIRE_MARK));
    return w.freeze();
  }

  @Override
  public List<String> violations(LifecycleState state) {
    return promises.broken(state);
  }

  @Override
  public boolean isSettled(LifecycleState state) {
    return promises.isSettled(state);
  }
}
