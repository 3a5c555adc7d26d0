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
        .max(Comparator.comparing(Known::owned).thenComparingLong(Known::generation));
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

  private static Suspicion suspicion(Known known, Known current) {
    String other = "the segment has another file, " + current.path().getFileName();
    return Suspicion.of(
        known.path(),
        known.status(),
        known.name(),
        known.owned() ? other + ", and both have a writer" : other + ", which is newer",
        known.owned() ? "stop one of the writers" : "./evo-shm cleanup",
        known.owned() || known.header().foreign() ? Mending.NONE : Mending.REMOVAL);
  }
}
