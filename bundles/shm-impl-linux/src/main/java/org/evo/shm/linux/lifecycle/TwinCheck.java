// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.evo.shm.linux.lifecycle.DataFileLook.Known;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;

/** Whether a name has one file only. Names are unique in a directory, across modules. */
final class TwinCheck {

  /** The file that readers attach to: the one with a writer, else that of the newest claim. */
  static Optional<Known> current(List<Known> ofOneName) {
    return ofOneName.stream()
        .filter(known -> !known.isRetired())
        .max(
            Comparator.comparing(Known::owned)
                .thenComparingLong(Known::generation)
                .thenComparing(Known::hasOwnersName)
                .thenComparing(Known::path));
  }

  private final SegmentDirectory directory;

  TwinCheck(SegmentDirectory directory) {
    this.directory = directory;
  }

  List<Suspicion> check(List<Known> ofOneName) {
    List<Suspicion> suspicions = new ArrayList<>();
    Optional<Known> current = current(ofOneName);
    for (Known known : ofOneName) {
      if (current.isPresent() && !known.isRetired() && known != current.get()) {
        suspicions.add(suspicion(known, current.get()));
      }
    }
    return suspicions;
  }

  private Suspicion suspicion(Known known, Known current) {
    String other = "the segment has another file, " + current.path().getFileName();
    if (known.status().sameFile(current.status())) {
      return suspicion(
          known,
          "it is another name of " + current.path().getFileName(),
          directory.removal(known.path(), known.status()),
          Mending.NONE);
    }
    if (known.owned()) {
      return suspicion(
          known, other + ", and both have a writer", "stop one of the writers", Mending.NONE);
    }
    return suspicion(
        known,
        other + (current.owned() ? ", which has the writer" : ", which counts"),
        "./evo-shm cleanup",
        known.header().foreign() ? Mending.NONE : Mending.REMOVAL);
  }

  private static Suspicion suspicion(Known known, String problem, String remedy, Mending mending) {
    return Suspicion.of(known.path(), known.status(), known.name(), problem, remedy, mending);
  }
}
