// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.List;
import org.evo.shm.model.Step;
import org.evo.shm.model.lifecycle.ReaderState.Phase;

/** What the reader does. Time passes without being counted: 2 s may be over at any moment. */
final class ReaderProgram {

  private static final String READER = "reader";

  private final LifecycleRules rules;

  ReaderProgram(LifecycleRules rules) {
    this.rules = rules;
  }

  /** Adds what it may do next. */
  void addSteps(LifecycleState state, List<Step<LifecycleState>> steps) {
    Draft w = new Draft(state);
    Phase phase = state.reader().phase();
    if (canRun(w)) {
      String action = action(w);
      run(w);
      steps.add(Step.of(READER, action, w.freeze()));
    }
    if (phase == Phase.WAITING && !rules.has(Deviation.GRACE_WITHOUT_END)) {
      Draft late = new Draft(state);
      late.reader = late.reader.detached();
      steps.add(Step.of(READER, "leaves its file: 2 s are over", late.freeze()));
    }
  }

  /** Whether it would do something. */
  boolean canRun(Draft w) {
    return switch (w.reader.phase()) {
      case ABSENT -> false;
      case ATTACHED ->
          w.file(w.reader.at()).isRetired()
              || (!rules.has(Deviation.NO_RECHECK) && (!isNamed(w) || isSuperseded(w)));
      default -> true;
    };
  }

  private static String action(Draft w) {
    return switch (w.reader.phase()) {
      case LISTING -> "looks at path " + w.reader.cursor();
      case CHOOSING -> "chooses a file";
      case VERIFYING -> "looks whether it still has its name and is not retired";
      case ATTACHED -> "finds its file retired, superseded or without a name";
      case WAITING -> "looks for another file again";
      default -> "begins to attach";
    };
  }

  private void run(Draft w) {
    ReaderState me = w.reader;
    switch (me.phase()) {
      case LISTING -> {
        int f = w.names.get(me.cursor());
        w.reader = me.listed(f >= 0 && !w.file(f).isRetired() ? f : -1);
      }
      case CHOOSING -> choose(w);
      case VERIFYING -> {
        if (isNamed(w) && !w.file(me.at()).isRetired()) {
          attach(w);
        } else {
          w.reader = me.list(me.kept());
        }
      }
      case ATTACHED -> {
        boolean stays = !isNamed(w) && !w.file(me.at()).isRetired();
        w.reader = me.list(stays ? me.at() : -1);
      }
      default -> w.reader = me.list(me.kept());
    }
  }

  private static void attach(Draft w) {
    DataFile file = w.file(w.reader.at());
    boolean written = file.state() != DataFile.State.BORN;
    w.wrong(file.stale() && written, "the reader goes back to an older file");
    w.wrong(file.state() == DataFile.State.HALF_MADE, "the reader reads a half-made file");
    w.reader = w.reader.attached();
    for (int f = 0; f < w.files.size(); f++) {
      if (written && w.file(f).generation() < file.generation()) {
        w.files.set(f, w.file(f).outdated());
      }
    }
  }

  private static boolean isNamed(Draft w) {
    return w.names.get(w.reader.path()) == w.reader.at();
  }

  /** The file has no owner, and another one has: somebody made it and died, unseen by others. */
  private boolean isSuperseded(Draft w) {
    boolean elsewhere = false;
    for (int f : w.names.subList(0, w.paths())) {
      elsewhere |= f >= 0 && f != w.reader.at() && !w.file(f).isRetired() && isOwned(w, f);
    }
    return elsewhere && !isOwned(w, w.reader.at());
  }

  /** A scan, too, holds owner locks for a moment, of files that it does not own. */
  private boolean isOwned(Draft w, int f) {
    DataFile file = w.file(f);
    boolean owners = file.lock() == file.owner() || rules.has(Deviation.SCANNER_IS_OWNER);
    return w.isAlive(Who.taker(file.lock())) && owners;
  }

  private void choose(Draft w) {
    ReaderState me = w.reader;
    int best = -1;
    for (int i = 0; i < w.paths(); i++) {
      int f = me.found().get(i);
      if (f >= 0 && (best < 0 || rank(w, f) > rank(w, me.found().get(best)))) {
        best = i;
      }
    }
    if (best >= 0) {
      w.reader = me.choosing(me.found().get(best), best);
    } else {
      boolean waits = me.kept() >= 0 && !w.file(me.kept()).isRetired() && isOwned(w, me.kept());
      w.reader = waits ? me.waiting() : me.detached();
    }
  }

  private int rank(Draft w, int f) {
    return isOwned(w, f) ? Integer.MAX_VALUE : w.file(f).generation();
  }
}
