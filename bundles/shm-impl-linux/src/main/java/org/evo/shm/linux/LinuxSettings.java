// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Settings of the shared memory of one process. Immutable.
 *
 * @param directory where the segments are
 * @param group the numeric group that may read segments created here (mode 0640), empty for none
 *     (mode 0600)
 * @param trustedUids users whose segments may be attached to, besides our own and root
 * @param anyFileSystem whether a directory that is not in memory is accepted; for tests only: locks
 *     and mappings may misbehave there
 */
public record LinuxSettings(
    Path directory, OptionalInt group, Set<Integer> trustedUids, boolean anyFileSystem) {

  public LinuxSettings {
    directory = directory.toAbsolutePath().normalize();
    Objects.requireNonNull(group, "group");
    trustedUids = Set.copyOf(trustedUids);
  }

  /** The defaults, in a directory. */
  public static LinuxSettings inDirectory(Path directory) {
    return new LinuxSettings(directory, OptionalInt.empty(), Set.of(), false);
  }
}
