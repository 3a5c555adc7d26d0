// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Descriptors of a process that are taken for nothing, so that there are few or none left. */
final class TakenDescriptors {

  private static final String ANY_FILE = "/dev/null";

  private final Deque<FileInputStream> taken = new ArrayDeque<>();

  /** Takes them until only so many are left; how many it has. */
  int spare(int left) throws IOException {
    try {
      while (true) {
        taken.push(new FileInputStream(ANY_FILE));
      }
    } catch (IOException e) {
      // There are no more, as was wished.
      for (int i = 0; i < left; i++) {
        taken.pop().close();
      }
    }
    return taken.size();
  }

  /** Gives all of them back; how many it has. */
  int giveBack() throws IOException {
    while (!taken.isEmpty()) {
      taken.pop().close();
    }
    return taken.size();
  }
}
