// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import static org.evo.shm.model.Run.Size.LARGE;
import static org.evo.shm.model.Run.Size.SMALL;

import org.evo.shm.model.seqlock.Deviation;
import org.evo.shm.model.seqlock.SeqlockModel;
import org.evo.shm.model.seqlock.SeqlockRules;
import org.evo.shm.model.seqlock.SeqlockRules.Handle;
import org.evo.shm.model.seqlock.SeqlockRules.Operation;

/** The configurations of the read and write path. */
final class SeqlockRuns {

  private static final String TORN = "accepted";
  private static final String LOST = "the value committed last cannot be read any more";

  private final Runs runs;

  SeqlockRuns(Runs runs) {
    this.runs = runs;
  }

  void add() {
    proofs();
    mutants();
  }

  private void proofs() {
    proof(LARGE, "seqlock-1-crash", SeqlockRules.slotted(1, 3).events(1, 0, 1));
    proof(SMALL, "seqlock-2-crash", SeqlockRules.slotted(2, 3).events(1, 0, 1));
    proof(SMALL, "seqlock-4-crash", SeqlockRules.slotted(4, 3).events(1, 0, 1));
    for (int slots = 1; slots <= 4; slots *= 2) {
      proof(SMALL, "seqlock-" + slots + "-all-events", SeqlockRules.slotted(slots, 2));
    }
    proof(LARGE, "seqlock-classic-all-events", SeqlockRules.classic(3));
    proof(LARGE, "seqlock-4-lapped", writesOnly(4, 6));
    proof(LARGE, "seqlock-4-lapped-crash", writesOnly(4, 5).events(1, 0, 1));
    for (int slots = 1; slots <= 4; slots *= 2) {
      SeqlockRules wrapping = writesOnly(slots, 4).events(1, 0, 1).counter(5, 28);
      proof(slots < 4 ? LARGE : SMALL, "seqlock-" + slots + "-wrap", wrapping);
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

  private void mutants() {
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
    runs.proof(size, name, new SeqlockModel(rules));
  }

  private void refuted(int slots, SeqlockRules rules, Deviation wrong, String how) {
    String name = "seqlock-" + slots + "-mutant-" + Runs.kebab(wrong);
    boolean large = slots > 2 && rules.writes() > slots;
    runs.refutation(large ? LARGE : SMALL, name, new SeqlockModel(rules.but(wrong)), how);
  }
}
