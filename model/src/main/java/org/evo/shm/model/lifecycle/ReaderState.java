// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A reader that attaches and follows.
 *
 * @param phase what it does next
 * @param cursor the path it looks at
 * @param found usable files, a path each, -1 for none
 * @param at the file it is attached to or about to, -1 for none
 * @param path where it found that
 */
record ReaderState(Phase phase, int cursor, List<Integer> found, int at, int path) {

  enum Phase {
    ABSENT,
    DETACHED,
    LISTING,
    CHOOSING,
    VERIFYING,
    ATTACHED
  }

  static ReaderState begin(boolean present, int paths) {
    return new ReaderState(
        present ? Phase.DETACHED : Phase.ABSENT, 0, Collections.nCopies(paths, -1), -1, 0);
  }

  ReaderState list() {
    return new ReaderState(Phase.LISTING, 0, Collections.nCopies(found.size(), -1), -1, 0);
  }

  ReaderState listed(int file) {
    List<Integer> all = new ArrayList<>(found);
    all.set(cursor, file);
    Phase next = cursor + 1 == found.size() ? Phase.CHOOSING : Phase.LISTING;
    return new ReaderState(next, (cursor + 1) % found.size(), List.copyOf(all), at, path);
  }

  ReaderState holding(Phase next, int file, int itsPath) {
    return new ReaderState(next, 0, Collections.nCopies(found.size(), -1), file, itsPath);
  }
}
