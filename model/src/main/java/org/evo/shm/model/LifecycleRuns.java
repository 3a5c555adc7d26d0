// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import static org.evo.shm.model.Run.Size.LARGE;
import static org.evo.shm.model.Run.Size.SMALL;

import org.evo.shm.model.lifecycle.Deviation;
import org.evo.shm.model.lifecycle.LifecycleModel;
import org.evo.shm.model.lifecycle.LifecycleRules;
import org.evo.shm.model.lifecycle.LifecycleRules.Paths;
import org.evo.shm.model.lifecycle.LifecycleRules.Start;

/** The configurations of claim, park, retire, clean-up and attach. */
final class LifecycleRuns {

  private static final String TWO_OWNERS = "two processes own the name";
  private static final String REMOVED = "removes what another one owns or has parked";
  private static final String NO_CLAIM = "cannot be claimed";
  private static final String STRANDED = "the reader stays for ever";

  private static final String STUCK = "nothing that will happen leads to an end";

  private static final LifecycleRules ANY = LifecycleRules.from(Start.values());

  private final Runs runs;

  LifecycleRuns(Runs runs) {
    this.runs = runs;
  }

  void add() {
    for (Paths paths : Paths.values()) {
      for (boolean adopting : new boolean[] {true, false}) {
        small(name(paths, adopting), ANY.files(paths, adopting));
      }
    }
    large(name(Paths.OWN, true), ANY.files(Paths.OWN, true));
    large(name(Paths.OWN_MODULE, false), ANY.files(Paths.OWN_MODULE, false));
    large(name(Paths.SHARED, true), ANY.files(Paths.SHARED, true));
    lockMutants();
    fileMutants();
    watchMutants();
    LifecycleRules both = ANY.deletions(1, 1);
    refuted("limit-lock-and-name-deleted", both, REMOVED);
  }

  private static String name(Paths paths, boolean adopting) {
    return Runs.kebab(paths) + (adopting ? "-adopt-" : "-replace-");
  }

  private void small(String name, LifecycleRules rules) {
    LifecycleRules parking = rules.owners(true, true);
    proof(SMALL, name + "crash", rules.deaths(1, true));
    proof(SMALL, name + "lock-deleted", rules.deletions(1, 0));
    proof(SMALL, name + "name-deleted", rules.processes(1, 0, 1, true).deletions(0, 1));
    proof(SMALL, name + "park", parking.processes(2, 0, 2, false));
    proof(SMALL, name + "cleaner", parking.processes(1, 1, 1, true));
  }

  private void large(String name, LifecycleRules rules) {
    LifecycleRules reading = rules.processes(2, 0, 1, true);
    LifecycleRules parking = rules.owners(true, true);
    proof(LARGE, name + "everybody", parking.processes(2, 1, 1, true));
    proof(LARGE, name + "everybody-crash", rules.processes(2, 1, 1, true).deaths(1, true));
    proof(LARGE, name + "reader-two-crashes", reading.deaths(2, true));
    proof(LARGE, name + "reader-name-deleted", reading.deletions(0, 1));
    proof(LARGE, name + "name-deleted-crash", rules.deletions(0, 1).deaths(1, true));
    proof(LARGE, name + "lock-deleted-reader", reading.deletions(1, 0));
    proof(LARGE, name + "lock-deleted-crash", rules.deletions(1, 0).deaths(1, true));
    proof(LARGE, name + "lock-deleted-twice", rules.deletions(2, 0));
    proof(LARGE, name + "park-cleaner-crash", parking.processes(1, 1, 2, true).deaths(1, true));
  }

  private void lockMutants() {
    mutant(ANY, Deviation.LOCK_TAKER_NOT_TOLD, NO_CLAIM);
    mutant(ANY, Deviation.LOCK_NOT_ANNOUNCED, TWO_OWNERS);
    mutant(ANY, Deviation.LOCK_LOOKED_AT_ONCE, TWO_OWNERS);
    mutant(ANY, Deviation.LOCK_ANNOUNCEMENTS_IGNORED, TWO_OWNERS);
    // As if a third party had removed it: alone it is put up with.
    LifecycleRules late = ANY.processes(2, 0, 2, false).but(Deviation.NO_COMMIT_CHECK);
    mutant(late, Deviation.UNLINKED_AFTER_UNLOCK, TWO_OWNERS);
    mutant(ANY.deletions(1, 0), Deviation.NO_COMMIT_CHECK, TWO_OWNERS);
  }

  private void fileMutants() {
    LifecycleRules unlocked = ANY.deletions(1, 0);
    mutant(unlocked, Deviation.TAKER_NOT_TOLD, REMOVED);
    mutant(unlocked, Deviation.NOT_ANNOUNCED, REMOVED);
    mutant(ANY, Deviation.HELD_MEANS_INHERITED, REMOVED);
    mutant(ANY.owners(true, true), Deviation.PARKED_IGNORED, REMOVED);
    mutant(unlocked, Deviation.COLLISION_FAILS, "a claim fails with an error");
    mutant(ANY.files(Paths.SHARED, true), Deviation.REMOVED_LAST, "");
    LifecycleRules cleaned = ANY.processes(0, 1, 1, true);
    mutant(cleaned, Deviation.REMOVED_IN_ANY_ORDER, "goes back");
    LifecycleRules reading = ANY.processes(1, 0, 1, true);
    mutant(reading, Deviation.NAMED_HALF_MADE, "half-made");
  }

  private void watchMutants() {
    LifecycleRules unnamed = ANY.processes(1, 0, 1, true).deletions(0, 1);
    mutant(unnamed, Deviation.NO_WATCHDOG, STUCK);
    mutant(ANY.deletions(0, 1), Deviation.NAMED_AGAIN_UNCLAIMED, TWO_OWNERS);
    mutant(unnamed, Deviation.NO_FLOOR, "begins again below");
    mutant(unnamed, Deviation.NO_RECHECK, STRANDED);
    mutant(unnamed.deaths(1, false), Deviation.GRACE_WITHOUT_END, STUCK);
    mutant(ANY.processes(1, 0, 1, true), Deviation.SCANNER_IS_OWNER, "goes back");
  }

  private void proof(Run.Size size, String name, LifecycleRules rules) {
    runs.proof(size, "lifecycle-" + name, new LifecycleModel(rules));
  }

  private void mutant(LifecycleRules rules, Deviation wrong, String how) {
    refuted("mutant-" + Runs.kebab(wrong), rules.but(wrong), how);
  }

  private void refuted(String name, LifecycleRules rules, String how) {
    runs.refutation(SMALL, "lifecycle-" + name, new LifecycleModel(rules), how);
  }
}
