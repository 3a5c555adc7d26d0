// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

/**
 * How much one platform, which is one process or one container, may own and create. They keep a
 * mistake in one module from taking the memory, the descriptors or the directory of all. Checked
 * when a writer is created, never when one writes; what was lost and is published again is not
 * refused. Immutable.
 *
 * @param segmentsPerProcess how many writers may be open at a time, 1 or more
 * @param segmentsPerDirectory how many data files, of all processes and users, a directory may hold
 *     for a new name to be added; names that are there are claimed and taken over all the same.
 *     Processes that add their names at the very same moment do not see each other's: then there
 *     may be one more for each
 * @param creationsPerSecond how many new names may be added within a second, 1 or more
 * @param memoryBytes how many bytes the files of the open writers may have in all, each with its
 *     slots and its header; 0: as many as fit into the file system of the directory
 * @param alertPercent from which part of a limit on a warning is logged, 1 to 100 percent
 */
public record SegmentLimits(
    int segmentsPerProcess,
    int segmentsPerDirectory,
    int creationsPerSecond,
    long memoryBytes,
    int alertPercent) {

  /** What applies unless something else is configured. */
  public static final SegmentLimits DEFAULT = new SegmentLimits(16, 1024, 100, 0, 80);

  /** For programs whose purpose is to have many. */
  public static final SegmentLimits NONE =
      new SegmentLimits(
          Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, 100);

  public SegmentLimits {
    if (segmentsPerProcess < 1 || segmentsPerDirectory < 1 || creationsPerSecond < 1) {
      throw new IllegalArgumentException(
          "the limits of segments per process "
              + segmentsPerProcess
              + ", per directory "
              + segmentsPerDirectory
              + " and of creations per second "
              + creationsPerSecond
              + " must be 1 or more");
    }
    if (memoryBytes < 0 || alertPercent < 1 || alertPercent > 100) {
      throw new IllegalArgumentException(
          "the memory limit "
              + memoryBytes
              + " must be 0 or more bytes, the alert "
              + alertPercent
              + " from 1 to 100 percent");
    }
  }
}
