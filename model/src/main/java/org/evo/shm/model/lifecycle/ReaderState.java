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
 * @param kept a file without a name that it stays with until it finds another, -1 for none
 */
record ReaderState(Phase phase, int cursor, List<Integer> found, int at, int path, int kept) {

  enum Phase {
    ABSENT,
    DETACHED,
    LISTING,
    CHOOSING,
    VERIFYING,
    ATTACHED,
    /** There is no other file, and the one without a name has a living owner. */
    WAITING
  }

  static ReaderState begin(boolean present, int paths) {
    return new ReaderState(
        present ? Phase.DETACHED : Phase.ABSENT, 0, Collections.nCopies(paths, -1), -1, 0, -1);
  }

  private ReaderState with(Phase next, int file, int itsPath, int keeping) {
    return new ReaderState(next, 0, Collections.nCopies(found.size(), -1), file, itsPath, keeping);
  }

  /** Looks for another file, and stays with one meanwhile. */
  ReaderState list(int keeping) {
    return with(Phase.LISTING, -1, 0, keeping);
  }

  ReaderState listed(int file) {
    List<Integer> all = new ArrayList<>(found);
    all.set(cursor, file);
    Phase next = cursor + 1 == found.size() ? Phase.CHOOSING : Phase.LISTING;
    return new ReaderState(next, (cursor + 1) % found.size(), List.copyOf(all), at, path, kept);
  }

  ReaderState choosing(int file, int itsPath) {
    return with(Phase.VERIFYING, file, itsPath, kept);
  }

  ReaderState attached() {
    return with(Phase.ATTACHED, at, path, -1);
  }

  ReaderState waiting() {
    return with(Phase.WAITING, -1, 0, kept);
  }

  ReaderState detached() {
    return with(Phase.DETACHED, -1, 0, -1);
  }
}
