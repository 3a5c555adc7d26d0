// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import org.evo.shm.model.lifecycle.Candidate.Verdict;
import org.evo.shm.model.lifecycle.DataFile.State;
import org.evo.shm.model.lifecycle.Proc.After;
import org.evo.shm.model.lifecycle.Proc.Goal;

/** A file becomes ours: adopted, born or replaced; then the old ones go. */
final class ClaimSteps {

  private final LifecycleRules rules;

  ClaimSteps(LifecycleRules rules) {
    this.rules = rules;
  }

  void run(Draft w, int p) {
    Proc me = w.process(p);
    switch (me.pc()) {
      case REMOVE_TEMPORARY -> {
        w.name(p, w.temporary(), -1);
        boolean later = me.goal() == Goal.CLAIM && rules.has(Deviation.REMOVED_LAST);
        w.set(p, me.at(later ? Pc.SETTLE : Pc.REMOVE_NEXT, 0));
      }
      case SETTLE -> settle(w, p);
      case FILL -> {
        w.files.set(me.mine(), w.file(me.mine()).withState(State.BORN));
        boolean over = newest(w, me) == me.path() && me.found().get(me.path()).isPresent();
        boolean named = rules.has(Deviation.NAMED_HALF_MADE);
        w.set(p, me.at(named ? Pc.REMOVE_NEXT : over ? Pc.LINK_TEMPORARY : Pc.LINK_OWN, 0));
      }
      case ADOPT_OWNER -> {
        w.destroys(p, me.mine());
        DataFile file = w.file(me.mine());
        w.files.set(me.mine(), file.claimedBy(p, nextGeneration(w, me)));
        w.set(p, me.at(Pc.ADOPT_ACTIVE));
      }
      case ADOPT_ACTIVE -> {
        w.files.set(me.mine(), w.file(me.mine()).withState(State.ACTIVE));
        w.set(p, me.at(Pc.REMOVE_NEXT, 0));
      }
      case LINK_OWN -> linkOwn(w, p);
      case LINK_TEMPORARY -> {
        if (w.names.get(w.temporary()) >= 0) {
          collide(w, p);
        } else {
          w.name(p, w.temporary(), me.mine());
          boolean checked = !rules.has(Deviation.NOT_ANNOUNCED);
          w.set(p, me.at(checked ? Pc.CHECK_OLD_NAME : Pc.RENAME));
        }
      }
      case CHECK_OLD_NAME -> {
        if (w.names.get(me.path()) == me.found().get(me.path()).file()) {
          w.set(p, me.at(Pc.RENAME));
        } else {
          collide(w, p);
        }
      }
      case RENAME -> {
        int moved = w.names.get(w.temporary());
        if (moved < 0) {
          collide(w, p);
        } else {
          w.name(p, me.path(), moved);
          w.name(p, w.temporary(), -1);
          w.set(p, named(me));
        }
      }
      default -> throw new IllegalStateException("no step of a claim: " + me.pc());
    }
  }

  /** Above what was found, and above what was lost. */
  private int nextGeneration(Draft w, Proc me) {
    int highest = rules.has(Deviation.NO_FLOOR) ? 0 : me.floor();
    for (Candidate c : me.found()) {
      highest = c.isPresent() ? Math.max(highest, w.file(c.file()).generation()) : highest;
    }
    return highest + 1;
  }

  private void settle(Draft w, int p) {
    Proc me = w.process(p);
    int newest = newest(w, me);
    boolean adopt =
        newest >= 0
            && rules.files().adoptable()
            && me.found().get(newest).verdict() == Verdict.TAKEN;
    if (adopt) {
      w.set(p, me.adopting(me.found().get(newest).file(), newest).at(Pc.ADOPT_OWNER));
      return;
    }
    boolean over = newest >= 0 && rules.nameFits(p, newest);
    int born = w.add(new DataFile(p, State.HALF_MADE, p, nextGeneration(w, me)));
    int path = over ? newest : rules.ownPath(p);
    Pc link = over ? Pc.LINK_TEMPORARY : Pc.LINK_OWN;
    w.set(p, me.mine(born, path).at(rules.has(Deviation.NAMED_HALF_MADE) ? link : Pc.FILL));
  }

  /** The path of the newest file that is not retired, -1 for none. */
  static int newest(Draft w, Proc me) {
    int newest = -1;
    for (int i = 0; i < w.paths(); i++) {
      Candidate c = me.found().get(i);
      if (c.isPresent() && !w.file(c.file()).isRetired() && isNewer(w, me, i, newest)) {
        newest = i;
      }
    }
    return newest;
  }

  private static boolean isNewer(Draft w, Proc me, int path, int than) {
    return than < 0
        || w.file(me.found().get(path).file()).generation()
            > w.file(me.found().get(than).file()).generation();
  }

  private void linkOwn(Draft w, int p) {
    Proc me = w.process(p);
    int there = w.names.get(me.path());
    if (there < 0) {
      w.name(p, me.path(), me.mine());
      w.set(p, named(me));
    } else if (rules.has(Deviation.COLLISION_FAILS) && w.file(there).lock() == Who.NOBODY) {
      // The rest of something: replaced, since nobody holds it.
      w.set(p, me.at(Pc.LINK_TEMPORARY));
    } else {
      collide(w, p);
    }
  }

  private Proc named(Proc me) {
    return me.at(rules.has(Deviation.NAMED_HALF_MADE) ? Pc.FILL : Pc.REMOVE_NEXT, 0);
  }

  /** The new file never got its name: it vanishes. */
  private void collide(Draft w, int p) {
    Proc me = w.process(p);
    w.files.set(me.mine(), w.file(me.mine()).withLock(Who.NOBODY));
    w.set(p, me.mine(-1, 0));
    ScanSteps.leave(w, p, rules.has(Deviation.COLLISION_FAILS) ? After.FAIL : After.RETRY);
  }
}
