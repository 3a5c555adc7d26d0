// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.OptionalInt;
import org.evo.shm.linux.posix.Descriptor;

/**
 * Who may open the files made here: their owner (0600), or a group as well, for reading (0640).
 *
 * @param group the group, empty for none
 */
record FileAccess(OptionalInt group) {

  private static final int PRIVATE_MODE = 0600;

  /** With a group. */
  static final int GROUP_MODE = 0640;

  /** The permissions. */
  int mode() {
    return group.isPresent() ? GROUP_MODE : PRIVATE_MODE;
  }

  /** Gives them to a file, whatever the umask and whatever it had before. */
  void applyTo(Descriptor file) throws IOException {
    if (group.isPresent()) {
      file.shareWithGroup(group.getAsInt(), mode());
    } else {
      file.permissions(mode());
    }
  }
}
