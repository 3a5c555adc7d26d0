// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import static org.evo.shm.model.Run.Size.LARGE;
import static org.evo.shm.model.Run.Size.SMALL;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.evo.shm.model.lifecycle.Feature;
import org.evo.shm.model.lifecycle.LifecycleModel;
import org.evo.shm.model.lifecycle.LifecycleRules;
import org.evo.shm.model.lifecycle.LifecycleRules.Paths;
import org.evo.shm.model.lifecycle.LifecycleRules.Start;
import org.evo.shm.model.seqlock.Deviation;
import org.evo.shm.model.seqlock.SeqlockModel;
import org.evo.shm.model.seqlock.SeqlockRules;
import org.evo.shm.model.seqlock.SeqlockRules.Handle;
import org.evo.shm.model.seqlock.SeqlockRules.Operation;

/** Every configuration that has a name. */
final class Runs {

  private static final Start[] ANY_START = Start.values();
  private static final Start[] RECORDED_START = {
    Start.NOTHING, Start.ORPHAN, Start.INHERITED, Start.RETIRED, Start.LOCK_INHERITED
  };

  private static final String TORN = "accepted";
  private static final String LOST = "the value committed last cannot be read any more";
  private static final String REMOVED = "removes what another one owns or has parked";
  private static final String NO_CLAIM = "cannot be claimed";
  private static final String STRANDED = "the reader stays for ever";

  private final Map<String, Run> runs = new LinkedHashMap<>();

  private Runs() {}

  static Map<String, Run> all() {
    Runs all = new Runs();
    all.seqlock();
    all.seqlockMutants();
    all.lifecycle();
    all.lifecycleAsBuilt();
    all.lifecycleMutants();
    return all.runs;
  }

  private void seqlock() {
    proof(SMALL, "seqlock-1-crash", SeqlockRules.slotted(1, 3).events(1, 0, 1));
    proof(SMALL, "seqlock-2-crash", SeqlockRules.slotted(2, 3).events(1, 0, 1));
    proof(SMALL, "seqlock-4-crash", SeqlockRules.slotted(4, 3).events(1, 0, 1));
    for (int slots = 1; slots <= 4; slots *= 2) {
      proof(SMALL, "seqlock-" + slots + "-all-events", SeqlockRules.slotted(slots, 2));
    }
    proof(SMALL, "seqlock-classic-all-events", SeqlockRules.classic(3));
    proof(SMALL, "seqlock-4-lapped", writesOnly(4, 6));
    proof(SMALL, "seqlock-4-lapped-crash", writesOnly(4, 5).events(1, 0, 1));
    for (int slots = 1; slots <= 4; slots *= 2) {
      SeqlockRules wrapping = writesOnly(slots, 4).events(1, 0, 1).counter(5, 28);
      proof(SMALL, "seqlock-" + slots + "-wrap", wrapping);
      SeqlockRules closed = SeqlockRules.slotted(slots, 2).events(0, 0, 2);
      proof(SMALL, "seqlock-" + slots + "-close-reader", closed.closing(Handle.READER));
      SeqlockRules cut = SeqlockRules.slotted(slots, slots == 1 ? 2 : 3).events(0, 0, 1);
      proof(SMALL, "seqlock-" + slots + "-close-writer", cut.closing(Handle.WRITER));
    }
    SeqlockRules classicCut = SeqlockRules.classic(3).events(0, 0, 1).closing(Handle.WRITER);
    proof(SMALL, "seqlock-classic-close-writer", classicCut);
    proof(SMALL, "seqlock-2-two-readers", writesOnly(2, 2).events(1, 0, 1).readers(2));
    for (int slots = 1; slots <= 4; slots *= 2) {
      proof(LARGE, "seqlock-" + slots + "-all-events-3", SeqlockRules.slotted(slots, 3));
    }
    proof(LARGE, "seqlock-2-crashes-generation", writesOnly(2, 4).events(1, 0, 2));
    proof(LARGE, "seqlock-classic-all-events-4", SeqlockRules.classic(4));
  }

  private void seqlockMutants() {
    for (int slots = 1; slots <= 4; slots *= 2) {
      SeqlockRules crash = writesOnly(slots, 2).events(1, 0, 1);
      refuted(slots, crash, Deviation.STEP_BACK_ON_TAKEOVER, "decreased");
      refuted(slots, crash, Deviation.COMMIT_WITHOUT_REFILL, LOST);
      SeqlockRules lapped = writesOnly(slots, slots + 1);
      refuted(slots, lapped, Deviation.NO_STORE_FENCE, "");
      refuted(slots, lapped, Deviation.NO_LOAD_FENCE, TORN);
      refuted(slots, lapped, Deviation.WINDOW_TOO_WIDE, TORN);
      SeqlockRules replaced = SeqlockRules.slotted(slots, 2).events(0, 0, 2);
      refuted(slots, replaced, Deviation.FILLED_SURVIVES_GENERATION, TORN);
      refuted(slots, replaced, Deviation.RETIRED_UNSEEN, TORN);
      refuted(slots, replaced, Deviation.FREED_BEFORE_RETIRED, LOST);
      SeqlockRules closing = SeqlockRules.slotted(slots, 2).events(0, 0, 1);
      SeqlockRules reading = closing.closing(Handle.READER);
      refuted(slots, reading, Deviation.ZERO_VERSION_IS_A_VALUE, "");
      SeqlockRules writing = closing.closing(Handle.WRITER);
      refuted(slots, writing, Deviation.RETIRED_BEFORE_DETACHED, "decreased");
      SeqlockRules wrapping = writesOnly(slots, 3).counter(5, 28);
      refuted(slots, wrapping, Deviation.COUNTER_RUNS_INTO_THE_BIT, "nobody retired it");
    }
    SeqlockRules single = SeqlockRules.slotted(1, 3);
    refuted(1, single.events(1, 0, 1), Deviation.PATCH_OF_HALF_A_VALUE, LOST);
    refuted(1, single.events(0, 0, 1), Deviation.EXCEPTION_FORGETS_HALF_A_VALUE, LOST);
  }

  private static SeqlockRules writesOnly(int slots, int writes) {
    return SeqlockRules.slotted(slots, writes).events(0, 0, 1).only(Operation.WRITE);
  }

  private void proof(Run.Size size, String name, SeqlockRules rules) {
    runs.put(name, Run.proof(size, new SeqlockModel(rules)));
  }

  private void refuted(int slots, SeqlockRules rules, Deviation wrong, String how) {
    String name = "seqlock-" + slots + "-mutant-" + kebab(wrong);
    runs.put(name, Run.refutation(new SeqlockModel(rules.but(wrong)), how));
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void lifecycle() {
    for (Paths paths : Paths.values()) {
      for (boolean adopting : new boolean[] {true, false}) {
        String name = "lifecycle-" + kebab(paths) + (adopting ? "-adopt" : "-replace");
        LifecycleRules old = LifecycleRules.repaired(RECORDED_START).files(paths, adopting);
        LifecycleRules any =
            LifecycleRules.repaired(ANY_START).with(Feature.LOCK_ANNOUNCED).files(paths, adopting);
        LifecycleRules reading = any.processes(2, 0, 1, true);
        proof(SMALL, name + "-bytes", old.processes(2, 0, 1, true));
        proof(SMALL, name + "-bytes-lock-deleted", old.deletions(1, 0));
        proof(SMALL, name + "-crash", reading.deaths(1, true));
        proof(SMALL, name + "-lock-deleted", any.deletions(1, 0));
        proof(SMALL, name + "-name-deleted", reading.deletions(0, 1));
        proof(SMALL, name + "-park", any.owners(true, true).processes(2, 0, 2, false));
        proof(SMALL, name + "-cleaners", any.owners(true, true).processes(1, 2, 1, false));
        LifecycleRules oldReading = old.processes(2, 0, 1, true);
        LifecycleRules oldDisturbed = oldReading.deletions(1, 0).deaths(1, false);
        proof(LARGE, name + "-bytes-lock-deleted-crash", oldDisturbed);
        proof(LARGE, name + "-two-crashes", reading.deaths(2, true));
        proof(LARGE, name + "-lock-deleted-crash", reading.deletions(1, 0).deaths(1, true));
        proof(LARGE, name + "-lock-deleted-twice", reading.deletions(2, 0));
        LifecycleRules cleaned = any.processes(1, 2, 1, false).deletions(1, 0);
        proof(LARGE, name + "-lock-deleted-cleaners", cleaned);
        LifecycleRules parked = any.owners(true, true).processes(2, 1, 1, false);
        proof(LARGE, name + "-park-cleaner-crash", parked.deaths(1, true));
        proof(LARGE, name + "-three-claimants", any.processes(3, 0, 1, false));
      }
    }
  }

  private void lifecycleAsBuilt() {
    for (Paths paths : Paths.values()) {
      for (boolean adopting : new boolean[] {true, false}) {
        String name = "lifecycle-as-built-" + kebab(paths) + (adopting ? "-adopt" : "-replace");
        LifecycleRules rules = LifecycleRules.asBuilt(RECORDED_START).files(paths, adopting);
        proof(SMALL, name, rules.processes(2, 0, 1, true));
        proof(SMALL, name + "-crash", rules.deaths(1, false));
      }
    }
    LifecycleRules inherited = LifecycleRules.asBuilt(Start.NOTHING).deaths(1, true);
    refuted("as-built-inherited-before-recorded", inherited, NO_CLAIM);
    LifecycleRules unlocked = LifecycleRules.asBuilt(RECORDED_START).deletions(1, 0);
    refuted("as-built-lock-deleted", unlocked, "");
    LifecycleRules unnamed = LifecycleRules.asBuilt(RECORDED_START).processes(2, 0, 1, true);
    refuted("as-built-name-deleted", unnamed.deletions(0, 1), STRANDED);
    LifecycleRules unrecorded = LifecycleRules.asBuilt(Start.LOCK_UNRECORDED);
    refuted("as-built-lock-unrecorded", unrecorded, NO_CLAIM);
    LifecycleRules built = LifecycleRules.asBuilt(Start.NOTHING, Start.ORPHAN);
    LifecycleRules dying = built.files(Paths.OWN, false).processes(2, 0, 1, true).deaths(1, false);
    refuted("as-built-reader-after-crash", dying, STRANDED);
    LifecycleRules disturbed = LifecycleRules.repaired(RECORDED_START).deletions(1, 0);
    refuted(
        "open-problem", disturbed.without(Feature.LOCK_TELLS_TAKER, Feature.ANNOUNCED), REMOVED);
    refuted("open-problem-taker-only", disturbed.without(Feature.ANNOUNCED), REMOVED);
    refuted("open-problem-announced-only", disturbed.without(Feature.LOCK_TELLS_TAKER), REMOVED);
    LifecycleRules twice = LifecycleRules.repaired(RECORDED_START).deletions(1, 1);
    refuted("limit-lock-and-name-deleted", twice, REMOVED);
    LifecycleRules chained = LifecycleRules.repaired(Start.LOCK_INHERITED).deaths(1, true);
    refuted("limit-two-inherited-locks", chained, NO_CLAIM);
  }

  private void lifecycleMutants() {
    LifecycleRules good = LifecycleRules.repaired(RECORDED_START);
    String twoOwners = "two processes own the name";
    refuted("mutant-record-read-once", good.with(Feature.RECORD_READ_ONCE), twoOwners);
    LifecycleRules unchecked = good.with(Feature.NO_COMMIT_CHECK).deletions(1, 0);
    refuted("mutant-no-commit-check", unchecked, twoOwners);
    LifecycleRules leftover = LifecycleRules.asBuilt(Start.RETIRED).files(Paths.SHARED, true);
    refuted("mutant-removed-last", leftover.with(Feature.REMOVED_LAST), "");
    LifecycleRules parking = good.owners(true, true);
    refuted("mutant-parked-ignored", parking.with(Feature.PARKED_IGNORED), REMOVED);
    refuted("mutant-held-means-inherited", good.with(Feature.HELD_MEANS_INHERITED), REMOVED);
  }

  private void proof(Run.Size size, String name, LifecycleRules rules) {
    runs.put(name, Run.proof(size, new LifecycleModel(rules)));
  }

  private void refuted(String name, LifecycleRules rules, String how) {
    runs.put("lifecycle-" + name, Run.refutation(new LifecycleModel(rules), how));
  }
}
