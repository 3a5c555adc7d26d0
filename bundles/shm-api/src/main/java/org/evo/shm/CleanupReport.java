// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.nio.file.Path;
import java.util.List;

/**
 * What one cleanup did. Immutable.
 *
 * @param removed names of segments that are gone now (dry run: that would be), sorted. Residue of
 *     which no segment was left, such as metadata or a lock file, and damaged files, which have no
 *     name, are counted only
 * @param kept what was left, and why, files of other users included; segments in use by a live
 *     writer are not listed
 * @param filesRemoved how many files went, data and residue
 * @param bytesFreed what the data files occupied, in bytes; their length may be more
 * @param complete whether everything could be looked at; what could not is in {@code kept}
 */
public record CleanupReport(
    List<String> removed, List<Kept> kept, int filesRemoved, long bytesFreed, boolean complete) {

  public CleanupReport {
    removed = List.copyOf(removed);
    kept = List.copyOf(kept);
  }

  /**
   * Something that was left.
   *
   * @param name the segment, empty where the file does not tell
   * @param file its file
   * @param reason why, for people
   */
  public record Kept(String name, Path file, String reason) {}
}
