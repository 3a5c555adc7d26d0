// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import org.evo.shm.model.lifecycle.Candidate.Verdict;
import org.evo.shm.model.lifecycle.Proc.After;
import org.evo.shm.model.lifecycle.Proc.Goal;

/** Every file of the name is opened and judged, then it is decided whether to go on. */
final class ScanSteps {

  private final LifecycleRules rules;

  ScanSteps(LifecycleRules rules) {
    this.rules = rules;
  }

  void run(Draft w, int p) {
    Proc me = w.process(p);
    switch (me.pc()) {
      case SCAN_OPEN -> {
        int f = w.names.get(me.cursor());
        if (f < 0) {
          nextPath(w, p);
        } else {
          w.set(p, me.found(me.cursor(), new Candidate(f, Verdict.UNKNOWN)).at(Pc.SCAN_LOCK));
        }
      }
      case SCAN_CHECK_NAME -> {
        if (w.names.get(me.cursor()) != me.here().file()) {
          drop(w, p, me.cursor());
        }
        nextPath(w, p);
      }
      case DECIDE -> decide(w, p);
      case CHECK_HELD -> {
        if (w.lockName == me.lock()) {
          w.set(p, me.at(Pc.REMOVE_TEMPORARY));
        } else {
          leave(w, p, After.RETRY);
        }
      }
      default -> judge(w, p, me, w.file(me.here().file()));
    }
  }

  private void judge(Draft w, int p, Proc me, DataFile file) {
    int f = me.here().file();
    boolean announces = !rules.has(Deviation.NOT_ANNOUNCED);
    Pc goOn = announces ? Pc.SCAN_ANNOUNCE : Pc.SCAN_CHECK_NAME;
    switch (me.pc()) {
      case SCAN_LOCK -> {
        if (file.lock() == Who.NOBODY) {
          w.files.set(f, file.withLock(p));
          Pc next = announces ? Pc.SCAN_LOOK_FOR_ANNOUNCEMENT : Pc.SCAN_CHECK_NAME;
          verdict(w, p, Verdict.TAKEN, next);
        } else {
          w.set(p, me.at(Pc.SCAN_PROBE));
        }
      }
      case SCAN_LOOK_FOR_ANNOUNCEMENT -> orRetry(w, p, !announcedByOthers(file, p));
      case SCAN_PROBE -> {
        int holder = rules.has(Deviation.TAKER_NOT_TOLD) ? file.owner() : file.lock();
        if (file.lock() == Who.NOBODY) {
          leave(w, p, After.RETRY);
        } else if (isGone(w, holder)) {
          verdict(w, p, Verdict.INHERITED, goOn);
        } else {
          w.set(p, me.seen(holder).at(Pc.SCAN_LOOK_AT_TAKER));
        }
      }
      case SCAN_LOOK_AT_TAKER -> {
        boolean gone = isGone(w, me.seen());
        w.set(p, me.seen(Who.NOBODY));
        verdict(w, p, gone ? Verdict.INHERITED : Verdict.LIVE, gone ? goOn : Pc.SCAN_CHECK_NAME);
      }
      case SCAN_ANNOUNCE -> {
        w.files.set(f, file.withAnnounced(file.announced() | 1 << p));
        w.set(p, me.at(Pc.SCAN_PROBE_AGAIN));
      }
      case SCAN_PROBE_AGAIN -> {
        int holder = rules.has(Deviation.TAKER_NOT_TOLD) ? file.owner() : file.lock();
        if (file.lock() == Who.NOBODY) {
          leave(w, p, After.RETRY);
        } else if (isGone(w, holder)) {
          w.set(p, me.at(Pc.SCAN_LOOK_FOR_ANNOUNCEMENT));
        } else {
          w.set(p, me.seen(holder).at(Pc.SCAN_LOOK_AT_TAKER_AGAIN));
        }
      }
      case SCAN_LOOK_AT_TAKER_AGAIN -> {
        boolean gone = isGone(w, me.seen());
        w.set(p, me.seen(Who.NOBODY).at(Pc.SCAN_LOOK_FOR_ANNOUNCEMENT));
        if (!gone) {
          leave(w, p, After.RETRY);
        }
      }
      default -> throw new IllegalStateException("no step of a scan: " + me.pc());
    }
  }

  /** Whether who took a lock has ended; then it stays so. */
  private boolean isGone(Draft w, int holder) {
    return rules.has(Deviation.HELD_MEANS_INHERITED) || !w.isAlive(Who.taker(holder));
  }

  private static boolean announcedByOthers(DataFile file, int p) {
    return (file.announced() & ~(1 << p)) != 0;
  }

  private static void verdict(Draft w, int p, Verdict verdict, Pc next) {
    Proc me = w.process(p);
    w.set(p, me.found(me.cursor(), new Candidate(me.here().file(), verdict)).at(next));
  }

  private void orRetry(Draft w, int p, boolean good) {
    if (good) {
      w.set(p, w.process(p).at(Pc.SCAN_CHECK_NAME));
    } else {
      leave(w, p, After.RETRY);
    }
  }

  private static void nextPath(Draft w, int p) {
    Proc me = w.process(p);
    boolean last = me.cursor() + 1 == w.paths();
    w.set(p, last ? me.at(Pc.DECIDE, 0) : me.at(Pc.SCAN_OPEN, me.cursor() + 1));
  }

  private void decide(Draft w, int p) {
    boolean refused = false;
    for (int i = 0; i < w.paths(); i++) {
      Candidate c = w.process(p).found().get(i);
      if (c.isPresent() && isOthers(w, p, c)) {
        refused = true;
        if (w.process(p).goal() == Goal.CLEAN) {
          drop(w, p, i);
        }
      }
    }
    if (refused && w.process(p).goal() == Goal.CLAIM) {
      leave(w, p, After.BUSY);
    } else {
      w.set(p, w.process(p).at(Pc.CHECK_HELD));
    }
  }

  private boolean isOthers(Draft w, int p, Candidate c) {
    DataFile file = w.file(c.file());
    if (file.isRetired()) {
      return false;
    }
    boolean parked = !rules.has(Deviation.PARKED_IGNORED) && w.isParkedByAnother(file, p);
    return c.verdict() == Verdict.LIVE || parked;
  }

  /** Closes a candidate, and with it the locks that were taken for it. */
  static void drop(Draft w, int p, int path) {
    Proc me = w.process(p);
    Candidate c = me.found().get(path);
    if (!c.isPresent()) {
      return;
    }
    DataFile file = w.file(c.file());
    if (file.lock() == p && c.file() != me.mine()) {
      file = file.withLock(Who.NOBODY);
    }
    w.files.set(c.file(), file.withAnnounced(file.announced() & ~(1 << p)));
    w.set(p, me.found(path, Candidate.NONE));
  }

  static void dropAll(Draft w, int p) {
    for (int i = 0; i < w.paths(); i++) {
      drop(w, p, i);
    }
  }

  /** Closes everything and gives the maintenance lock up. */
  static void leave(Draft w, int p, After after) {
    dropAll(w, p);
    w.set(p, w.process(p).then(after).at(Pc.UNLOCK_STAT, 0));
  }
}
