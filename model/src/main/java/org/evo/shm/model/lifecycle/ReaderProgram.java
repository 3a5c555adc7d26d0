// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import org.evo.shm.model.lifecycle.ReaderState.Phase;

/** What the reader does. */
final class ReaderProgram {

  private final LifecycleRules rules;

  ReaderProgram(LifecycleRules rules) {
    this.rules = rules;
  }

  /** Whether it would do something. */
  boolean canRun(Draft w) {
    return switch (w.reader.phase()) {
      case ABSENT -> false;
      case ATTACHED ->
          w.file(w.reader.at()).isRetired()
              || (rules.has(Feature.RECHECK) && (!isNamed(w) || hasOwnerElsewhere(w)));
      default -> true;
    };
  }

  String action(Draft w) {
    return switch (w.reader.phase()) {
      case LISTING -> "looks at path " + w.reader.cursor();
      case CHOOSING -> "chooses a file";
      case VERIFYING -> "looks whether it still has its name and is not retired";
      case ATTACHED -> "leaves its file";
      default -> "begins to attach";
    };
  }

  void run(Draft w) {
    ReaderState me = w.reader;
    switch (me.phase()) {
      case LISTING -> {
        int f = w.names.get(me.cursor());
        w.reader = me.listed(f >= 0 && !w.file(f).isRetired() ? f : -1);
      }
      case CHOOSING -> choose(w);
      case VERIFYING ->
          w.reader =
              isNamed(w) && !w.file(me.at()).isRetired()
                  ? me.holding(Phase.ATTACHED, me.at(), me.path())
                  : me.list();
      default -> w.reader = me.list();
    }
  }

  private static boolean isNamed(Draft w) {
    return w.names.get(w.reader.path()) == w.reader.at();
  }

  /** The file has no owner, and another one has: somebody made it and died, unseen by others. */
  private boolean hasOwnerElsewhere(Draft w) {
    boolean elsewhere = false;
    for (int f : w.names.subList(0, w.paths())) {
      elsewhere |= f >= 0 && f != w.reader.at() && !w.file(f).isRetired() && isOwned(w, f);
    }
    return elsewhere && !isOwned(w, w.reader.at());
  }

  private boolean isOwned(Draft w, int f) {
    int holder = w.file(f).lock();
    return rules.has(Feature.LOCK_TELLS_TAKER)
        ? w.isAlive(Who.taker(holder))
        : holder != Who.NOBODY;
  }

  private void choose(Draft w) {
    int best = -1;
    for (int i = 0; i < w.paths(); i++) {
      int f = w.reader.found().get(i);
      if (f >= 0 && (best < 0 || rank(w, f) > rank(w, w.reader.found().get(best)))) {
        best = i;
      }
    }
    w.reader =
        best < 0
            ? w.reader.holding(Phase.DETACHED, -1, 0)
            : w.reader.holding(Phase.VERIFYING, w.reader.found().get(best), best);
  }

  private int rank(Draft w, int f) {
    return isOwned(w, f) ? Integer.MAX_VALUE : w.file(f).generation();
  }
}
