// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.evo.shm.layout.RecordLayout;

/**
 * A segment as it was at one moment. Immutable.
 *
 * @param name the segment
 * @param module the module that owns it, empty where the format has none (classic, not ours)
 * @param file its file
 * @param geometry its shape
 * @param owner its writer
 * @param state what the file declares
 * @param activity how it is being used
 * @param record its record layout, empty for plain bytes
 */
public record SegmentInfo(
    String name,
    String module,
    Path file,
    Geometry geometry,
    Owner owner,
    SegmentState state,
    Activity activity,
    Optional<RecordLayout> record) {

  /**
   * The shape of a segment.
   *
   * @param layout classic or slotted
   * @param slots values it holds at a time
   * @param sizeBytes the declared data size, in bytes
   * @param capacityBytes the largest payload of one value, in bytes
   * @param fileBytes what the file occupies, in bytes
   * @param checksummed whether reads check every value
   */
  public record Geometry(
      SegmentLayout layout,
      int slots,
      long sizeBytes,
      long capacityBytes,
      long fileBytes,
      boolean checksummed) {}

  /**
   * The writer of a segment, as it recorded itself.
   *
   * @param liveness whether the kernel says it lives
   * @param pid its process id, in its own PID namespace
   * @param generation counts every claim of the name, upwards
   * @param createdAt when this file was created, wall clock
   */
  public record Owner(Liveness liveness, int pid, long generation, Instant createdAt) {}

  /**
   * How a segment is being used.
   *
   * @param version of the newest committed value, even; 0 when there is none
   * @param writeInProgress whether a write was under way, or was left unfinished
   * @param ageNs of the newest value, {@link SegmentReader#UNKNOWN_AGE_NS} when unknown
   * @param readers attached reader handles of all processes
   */
  public record Activity(long version, boolean writeInProgress, long ageNs, int readers) {}
}
