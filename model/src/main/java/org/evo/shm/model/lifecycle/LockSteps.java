// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import org.evo.shm.model.lifecycle.Proc.After;
import org.evo.shm.model.lifecycle.Proc.Goal;

/** The maintenance lock is taken and given up. */
final class LockSteps {

  private final LifecycleRules rules;

  LockSteps(LifecycleRules rules) {
    this.rules = rules;
  }

  void run(Draft w, int p) {
    Proc me = w.process(p);
    switch (me.pc()) {
      case OPEN_LOCK -> {
        if (w.lockName < 0) {
          w.locks.add(LockFile.FRESH);
          w.lockName = w.locks.size() - 1;
        }
        boolean announced = rules.has(Feature.LOCK_ANNOUNCED);
        w.set(p, me.lock(w.lockName).at(announced ? Pc.ANNOUNCE_LOCK : Pc.LOCK_PRIMARY));
      }
      case UNLOCK_STAT ->
          w.set(
              p,
              me.at(
                  w.lockName != me.lock()
                      ? Pc.UNLOCK_CLOSE
                      : rules.has(Feature.UNLINKED_AFTER_UNLOCK)
                          ? Pc.UNLOCK_LATE_UNLINK
                          : Pc.UNLOCK_UNLINK));
      case UNLOCK_UNLINK -> {
        w.lockName = -1;
        w.set(p, me.at(Pc.UNLOCK_CLOSE));
      }
      case UNLOCK_LATE_UNLINK -> {
        // The mutant: bytes first, then the name.
        if (holds(w, p)) {
          release(w, p);
          w.set(p, me);
        } else {
          w.lockName = -1;
          w.set(p, me.at(Pc.UNLOCK_CLOSE));
        }
      }
      case UNLOCK_CLOSE -> {
        release(w, p);
        w.set(p, next(w.process(p).lock(-1)));
      }
      default -> take(w, p, me, w.lock(me.lock()));
    }
  }

  private void take(Draft w, int p, Proc me, LockFile file) {
    switch (me.pc()) {
      case LOCK_PRIMARY -> {
        boolean free = file.primary() == Who.NOBODY;
        if (free) {
          w.locks.set(me.lock(), file.withPrimary(p));
        }
        w.set(p, me.at(free ? Pc.RECORD_PRIMARY : Pc.READ_RECORD));
      }
      case RECORD_PRIMARY -> {
        w.locks.set(me.lock(), file.withRecord(p));
        w.set(p, me.at(Pc.PROBE_SUBSTITUTE));
      }
      case PROBE_SUBSTITUTE -> go(w, p, file.substitute() == Who.NOBODY, Pc.CHECK_LOCK_NAME);
      case READ_RECORD -> go(w, p, isGone(w, file), Pc.LOCK_SUBSTITUTE);
      case LOCK_SUBSTITUTE -> {
        boolean free = file.substitute() == Who.NOBODY;
        if (free) {
          w.locks.set(me.lock(), file.withSubstitute(p));
        }
        boolean once = rules.has(Feature.RECORD_READ_ONCE);
        go(w, p, free, once ? Pc.PROBE_PRIMARY : Pc.READ_RECORD_AGAIN);
      }
      case READ_RECORD_AGAIN -> go(w, p, isGone(w, file), Pc.PROBE_PRIMARY);
      case PROBE_PRIMARY -> go(w, p, file.primary() != Who.NOBODY, Pc.RECORD_SUBSTITUTE);
      case RECORD_SUBSTITUTE -> {
        w.locks.set(me.lock(), file.withRecord(p));
        w.set(p, me.at(Pc.CHECK_LOCK_NAME));
      }
      case ANNOUNCE_LOCK -> {
        w.locks.set(me.lock(), file.withAnnounced(file.announced() | 1 << p));
        w.set(p, me.at(Pc.LOOK_FOR_OTHERS));
      }
      case LOOK_FOR_OTHERS -> go(w, p, file.announced() == 1 << p, Pc.CHECK_LOCK_NAME);
      case CHECK_LOCK_NAME -> go(w, p, w.lockName == me.lock(), entry(me.goal()));
      default -> throw new IllegalStateException("no step of the lock: " + me.pc());
    }
  }

  /** A holder that has not recorded itself, or could not, may live. */
  private static boolean isGone(Draft w, LockFile file) {
    return file.record() != Who.NOBODY && !w.isAlive(file.record());
  }

  private static Pc entry(Goal goal) {
    return switch (goal) {
      case CLAIM, CLEAN -> Pc.SCAN_OPEN;
      case RETIRE -> Pc.RETIRE_CHECK;
      case PARK -> Pc.PARK_STATE;
    };
  }

  /** Goes on, or closes the lock file and starts again. */
  private void go(Draft w, int p, boolean good, Pc next) {
    if (good) {
      w.set(p, w.process(p).at(next, 0));
    } else {
      release(w, p);
      w.set(p, w.process(p).lock(-1).at(Pc.OPEN_LOCK));
    }
  }

  private static boolean holds(Draft w, int p) {
    LockFile file = w.lock(w.process(p).lock());
    boolean announced = (file.announced() & 1 << p) != 0;
    return file.primary() == p || file.substitute() == p || announced;
  }

  private static void release(Draft w, int p) {
    int l = w.process(p).lock();
    LockFile file = w.lock(l).withAnnounced(w.lock(l).announced() & ~(1 << p));
    if (file.primary() == p) {
      file = file.withPrimary(Who.NOBODY);
    }
    if (file.substitute() == p) {
      file = file.withSubstitute(Who.NOBODY);
    }
    w.locks.set(l, file);
  }

  private static Proc next(Proc me) {
    Pc pc =
        switch (me.after()) {
          case OWN -> Pc.OWNING;
          case RETRY -> Pc.OPEN_LOCK;
          case RELEASE -> Pc.RELEASE;
          case FAIL -> Pc.FAILED;
          case BUSY, NOTHING -> me.claims() > 0 ? Pc.START : Pc.DONE;
        };
    return me.then(After.NOTHING).at(pc, 0);
  }
}
