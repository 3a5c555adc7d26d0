// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import org.evo.shm.model.lifecycle.Proc.After;
import org.evo.shm.model.lifecycle.Proc.Goal;

/**
 * The maintenance lock is taken and given up. Who finds it free takes it, then looks for
 * announcements. Who finds that an ended process took it announces, looks at it again, then looks
 * for the announcements of others. So of two at least one sees the other, and steps back.
 */
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
        w.set(p, me.lock(w.lockName).at(Pc.TAKE_LOCK));
      }
      case UNLOCK_STAT -> {
        boolean late = rules.has(Deviation.UNLINKED_AFTER_UNLOCK);
        Pc unlink = late ? Pc.UNLOCK_LATE : Pc.UNLOCK_UNLINK;
        w.set(p, me.at(w.lockName == me.lock() ? unlink : Pc.UNLOCK_CLOSE));
      }
      case UNLOCK_LATE -> {
        release(w, p);
        w.set(p, me.at(Pc.UNLOCK_UNLINK));
      }
      case UNLOCK_UNLINK -> {
        w.lockName = -1;
        w.set(p, me.at(Pc.UNLOCK_CLOSE));
      }
      case UNLOCK_CLOSE -> {
        release(w, p);
        w.set(p, next(w.process(p).lock(-1)));
      }
      default -> take(w, p, me, w.lock(me.lock()));
    }
  }

  private void take(Draft w, int p, Proc me, LockFile file) {
    boolean inherited = file.primary() != Who.NOBODY && !w.isAlive(Who.taker(file.primary()));
    switch (me.pc()) {
      case TAKE_LOCK -> {
        if (file.primary() == Who.NOBODY) {
          w.locks.set(me.lock(), file.withPrimary(p));
          boolean blind = rules.has(Deviation.LOCK_ANNOUNCEMENTS_IGNORED);
          w.set(p, me.at(blind ? Pc.CHECK_LOCK_NAME : Pc.LOOK_FOR_ANNOUNCEMENTS));
        } else {
          w.set(p, me.at(Pc.PROBE_LOCK));
        }
      }
      case PROBE_LOCK -> {
        boolean told = !rules.has(Deviation.LOCK_TAKER_NOT_TOLD);
        if (inherited && told) {
          boolean announces = !rules.has(Deviation.LOCK_NOT_ANNOUNCED);
          w.set(p, me.at(announces ? Pc.ANNOUNCE_LOCK : Pc.LOOK_FOR_ANNOUNCEMENTS));
        } else {
          probed(w, p, file, Pc.LOOK_AT_TAKER);
        }
      }
      case LOOK_AT_TAKER -> go(w, p, !w.isAlive(me.seen()), Pc.ANNOUNCE_LOCK);
      case ANNOUNCE_LOCK -> {
        w.locks.set(me.lock(), file.withAnnounced(file.announced() | 1 << p));
        boolean once = rules.has(Deviation.LOCK_LOOKED_AT_ONCE);
        w.set(p, me.at(once ? Pc.LOOK_FOR_ANNOUNCEMENTS : Pc.PROBE_LOCK_AGAIN));
      }
      case PROBE_LOCK_AGAIN -> {
        if (inherited) {
          w.set(p, me.at(Pc.LOOK_FOR_ANNOUNCEMENTS));
        } else {
          probed(w, p, file, Pc.LOOK_AT_TAKER_AGAIN);
        }
      }
      case LOOK_AT_TAKER_AGAIN -> go(w, p, !w.isAlive(me.seen()), Pc.LOOK_FOR_ANNOUNCEMENTS);
      case LOOK_FOR_ANNOUNCEMENTS ->
          go(w, p, (file.announced() & ~(1 << p)) == 0, Pc.CHECK_LOCK_NAME);
      case CHECK_LOCK_NAME -> go(w, p, w.lockName == me.lock(), entry(me.goal()));
      default -> throw new IllegalStateException("no step of the lock: " + me.pc());
    }
  }

  /** Who took it lived a moment ago, or it is free now. */
  private void probed(Draft w, int p, LockFile file, Pc next) {
    boolean held = file.primary() != Who.NOBODY && !rules.has(Deviation.LOCK_TAKER_NOT_TOLD);
    go(w, p, held, next);
    if (held) {
      w.set(p, w.process(p).seen(file.primary()));
    }
  }

  private static Pc entry(Goal goal) {
    return switch (goal) {
      case CLAIM, CLEAN -> Pc.SCAN_OPEN;
      case RETIRE -> Pc.RETIRE_CHECK;
      case PARK -> Pc.PARK_STATE;
    };
  }

  /** Goes on, or closes the lock file and starts again. */
  private static void go(Draft w, int p, boolean good, Pc next) {
    Proc me = w.process(p).seen(Who.NOBODY);
    if (good) {
      w.set(p, me.at(next, 0));
    } else {
      release(w, p);
      w.set(p, me.lock(-1).at(Pc.OPEN_LOCK));
    }
  }

  private static void release(Draft w, int p) {
    int l = w.process(p).lock();
    w.locks.set(l, w.lock(l).withoutLocksOf(p));
  }

  private static Proc next(Proc me) {
    Proc free = me.floor(me.after() == After.RETRY || me.after() == After.RELEASE ? me.floor() : 0);
    Pc pc =
        switch (me.after()) {
          case OWN -> Pc.OWNING;
          case RETRY -> Pc.OPEN_LOCK;
          case RELEASE -> Pc.RELEASE;
          case FAIL -> Pc.FAILED;
          case BUSY, NOTHING -> me.claims() > 0 ? Pc.START : Pc.DONE;
        };
    return free.then(After.NOTHING).at(pc, 0);
  }
}
