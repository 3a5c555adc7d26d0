// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import org.evo.shm.model.lifecycle.Candidate.Verdict;
import org.evo.shm.model.lifecycle.DataFile.State;
import org.evo.shm.model.lifecycle.Proc.After;
import org.evo.shm.model.lifecycle.Proc.Goal;

/** Old files go; then a claim is committed or withdrawn, and later retired or parked. */
final class RemovalSteps {

  private final LifecycleRules rules;

  RemovalSteps(LifecycleRules rules) {
    this.rules = rules;
  }

  void run(Draft w, int p) {
    Proc me = w.process(p);
    switch (me.pc()) {
      case REMOVE_NEXT -> w.set(p, removeNext(w, me));
      case REMOVE_CHECK -> {
        if (w.lockName == me.lock()) {
          w.set(p, me.at(Pc.REMOVE_RETIRE));
        } else {
          removed(w, p);
        }
      }
      case REMOVE_RETIRE -> {
        retire(w, p, me.here().file());
        w.set(p, me.at(Pc.REMOVE_STAT));
      }
      case REMOVE_STAT -> {
        boolean named = w.names.get(me.cursor()) == me.here().file();
        boolean mine = me.mine() >= 0 && me.cursor() == me.path();
        if (named && !mine) {
          w.set(p, me.at(Pc.REMOVE_UNLINK));
        } else {
          removed(w, p);
        }
      }
      case REMOVE_UNLINK -> {
        w.name(p, me.cursor(), -1);
        removed(w, p);
      }
      case CLOSE_CANDIDATES -> {
        ScanSteps.dropAll(w, p);
        Pc next = me.goal() == Goal.CLAIM ? Pc.COMMIT : Pc.UNLOCK_STAT;
        w.set(p, w.process(p).at(next, 0));
      }
      case COMMIT -> commit(w, p);
      default -> leave(w, p, me);
    }
  }

  /** Before the claim has a file of its own everything but the newest goes, then that. */
  private Proc removeNext(Draft w, Proc me) {
    boolean before = me.goal() == Goal.CLAIM && me.mine() < 0;
    int kept = before ? ClaimSteps.newest(w, me) : -1;
    int next = -1;
    for (int i = 0; i < w.paths(); i++) {
      Candidate c = me.found().get(i);
      // A retired file that its live owner still holds is removed by that owner.
      boolean others = c.verdict() == Verdict.LIVE;
      boolean old = c.isPresent() && c.file() != me.mine() && i != kept && !others;
      if (old && (next < 0 || isBefore(w, c, me.found().get(next)))) {
        next = i;
      }
    }
    if (next >= 0) {
      return me.at(Pc.REMOVE_CHECK, next);
    }
    return me.at(before ? Pc.SETTLE : Pc.CLOSE_CANDIDATES, 0);
  }

  /** Oldest first, so that no reader is sent back to an older one. */
  private boolean isBefore(Draft w, Candidate c, Candidate other) {
    return !rules.has(Deviation.REMOVED_IN_ANY_ORDER)
        && w.file(c.file()).generation() < w.file(other.file()).generation();
  }

  private static void removed(Draft w, int p) {
    int path = w.process(p).cursor();
    ScanSteps.drop(w, p, path);
    w.set(p, w.process(p).at(Pc.REMOVE_NEXT, 0));
  }

  private static void retire(Draft w, int p, int f) {
    w.destroys(p, f);
    w.files.set(f, w.file(f).withState(State.RETIRED));
  }

  private void commit(Draft w, int p) {
    Proc me = w.process(p);
    boolean found = w.names.get(me.path()) == me.mine() && !w.file(me.mine()).isRetired();
    boolean held = w.lockName == me.lock() || rules.has(Deviation.NO_COMMIT_CHECK);
    if (!held || !found) {
      // What was there before goes on as an orphan; what was made anew goes.
      w.set(p, me.at(me.adopted() ? Pc.WITHDRAW_RELEASE : Pc.WITHDRAW_RETIRE));
      return;
    }
    boolean back = me.floor() > 0 && w.file(me.mine()).generation() <= me.floor();
    w.wrong(back, "a writer that lost its name begins again below what it has committed");
    w.files.set(me.mine(), w.file(me.mine()).withState(State.ACTIVE));
    w.set(p, me.floor(0).owns(true).then(After.OWN).at(Pc.UNLOCK_STAT));
  }

  private void leave(Draft w, int p, Proc me) {
    switch (me.pc()) {
      case WITHDRAW_RETIRE -> {
        retire(w, p, me.mine());
        w.set(p, me.at(Pc.WITHDRAW_STAT));
      }
      case WITHDRAW_STAT -> ifNamed(w, p, Pc.WITHDRAW_UNLINK, Pc.WITHDRAW_RELEASE);
      case WITHDRAW_UNLINK -> {
        w.name(p, me.path(), -1);
        w.set(p, me.at(Pc.WITHDRAW_RELEASE));
      }
      case WITHDRAW_RELEASE -> {
        release(w, p);
        w.set(p, w.process(p).then(After.RETRY).at(Pc.UNLOCK_STAT));
      }
      case RETIRE_MARK -> {
        retire(w, p, me.mine());
        boolean lost = w.names.get(me.path()) != me.mine();
        int floor = lost ? w.file(me.mine()).generation() : 0;
        w.set(p, me.owns(false).floor(floor).goal(Goal.RETIRE).at(Pc.OPEN_LOCK));
      }
      case RETIRE_CHECK -> {
        Proc next = me.then(After.RELEASE);
        w.set(p, next.at(w.lockName == me.lock() ? Pc.RETIRE_STAT : Pc.UNLOCK_STAT));
      }
      case RETIRE_STAT -> ifNamed(w, p, Pc.RETIRE_UNLINK, Pc.UNLOCK_STAT);
      case RETIRE_UNLINK -> {
        w.name(p, me.path(), -1);
        w.set(p, me.at(Pc.UNLOCK_STAT));
      }
      case PARK_STATE -> {
        w.files.set(me.mine(), w.file(me.mine()).withState(State.PARKED));
        w.set(p, me.owns(false).at(Pc.PARK_RELEASE));
      }
      case PARK_RELEASE -> {
        release(w, p);
        w.set(p, w.process(p).then(After.NOTHING).goal(Goal.CLAIM).at(Pc.UNLOCK_STAT));
      }
      case RELEASE -> {
        release(w, p);
        Proc next = w.process(p).goal(Goal.CLAIM);
        Pc idle = next.claims() > 0 ? Pc.START : Pc.DONE;
        w.set(p, next.at(next.floor() > 0 ? Pc.OPEN_LOCK : idle));
      }
      default -> throw new IllegalStateException("no step of leaving: " + me.pc());
    }
  }

  private static void ifNamed(Draft w, int p, Pc yes, Pc no) {
    Proc me = w.process(p);
    w.set(p, me.at(w.names.get(me.path()) == me.mine() ? yes : no));
  }

  private static void release(Draft w, int p) {
    Proc me = w.process(p);
    DataFile file = w.file(me.mine());
    w.files.set(me.mine(), file.lock() == p ? file.withLock(Who.NOBODY) : file);
    w.set(p, me.mine(-1, 0));
  }
}
