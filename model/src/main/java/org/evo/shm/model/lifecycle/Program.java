// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import org.evo.shm.model.lifecycle.Proc.Goal;

/** What a process does by itself: one step at a time, without any choice. */
final class Program {

  private final LockSteps lock;
  private final ScanSteps scan;
  private final ClaimSteps claim;
  private final RemovalSteps removal;

  Program(LifecycleRules rules) {
    this.lock = new LockSteps(rules);
    this.scan = new ScanSteps(rules);
    this.claim = new ClaimSteps(rules);
    this.removal = new RemovalSteps(rules);
  }

  /** Takes the next step of process {@code p}, which is not at rest. */
  void run(Draft w, int p) {
    Pc pc = w.process(p).pc();
    switch (pc) {
      case OPEN_LOCK,
          TAKE_LOCK,
          PROBE_LOCK,
          LOOK_AT_TAKER,
          ANNOUNCE_LOCK,
          PROBE_LOCK_AGAIN,
          LOOK_AT_TAKER_AGAIN,
          LOOK_FOR_ANNOUNCEMENTS,
          CHECK_LOCK_NAME,
          UNLOCK_STAT,
          UNLOCK_LATE,
          UNLOCK_UNLINK,
          UNLOCK_CLOSE ->
          lock.run(w, p);
      case SCAN_OPEN,
          SCAN_LOCK,
          SCAN_LOOK_FOR_ANNOUNCEMENT,
          SCAN_PROBE,
          SCAN_LOOK_AT_TAKER,
          SCAN_ANNOUNCE,
          SCAN_PROBE_AGAIN,
          SCAN_LOOK_AT_TAKER_AGAIN,
          SCAN_CHECK_NAME,
          DECIDE,
          CHECK_HELD ->
          scan.run(w, p);
      case REMOVE_TEMPORARY,
          SETTLE,
          FILL,
          ADOPT_OWNER,
          ADOPT_ACTIVE,
          LINK_OWN,
          LINK_TEMPORARY,
          CHECK_OLD_NAME,
          RENAME ->
          claim.run(w, p);
      default -> removal.run(w, p);
    }
  }

  /** Begins a claim or a clean-up. */
  static void begin(Draft w, int p) {
    Proc me = w.process(p);
    Proc next = me.goal() == Goal.CLAIM || me.goal() == Goal.CLEAN ? me.oneClaimLess() : me;
    w.set(p, next.at(Pc.OPEN_LOCK));
  }
}
