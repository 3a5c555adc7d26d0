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
 * @param limits how much may be owned and created
 */
public record LinuxSettings(
    Path directory,
    OptionalInt group,
    Set<Integer> trustedUids,
    boolean anyFileSystem,
    SegmentLimits limits) {

  public LinuxSettings {
    directory = directory.toAbsolutePath().normalize();
    Objects.requireNonNull(group, "group");
    trustedUids = Set.copyOf(trustedUids);
    Objects.requireNonNull(limits, "limits");
  }

  /** With the default limits. */
  public LinuxSettings(
      Path directory, OptionalInt group, Set<Integer> trustedUids, boolean anyFileSystem) {
    this(directory, group, trustedUids, anyFileSystem, SegmentLimits.DEFAULT);
  }

  /** The defaults, in a directory. */
  public static LinuxSettings inDirectory(Path directory) {
    return new LinuxSettings(directory, OptionalInt.empty(), Set.of(), false);
  }

  /** The same with other limits. */
  public LinuxSettings withLimits(SegmentLimits others) {
    return new LinuxSettings(directory, group, trustedUids, anyFileSystem, others);
  }
}
