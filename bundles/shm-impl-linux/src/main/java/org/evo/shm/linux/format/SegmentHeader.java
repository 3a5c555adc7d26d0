// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.util.Optional;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentSpec;
import org.evo.shm.layout.RecordLayout;

/**
 * What a segment says of itself and never changes after publication.
 *
 * @param name the segment
 * @param module its module, empty in classic segments
 * @param geometry where things are
 * @param commitTime where commit times come from
 * @param checksummed whether slots carry checksums
 * @param otherFlags flags that this version does not act upon; 0 in what it makes itself
 * @param createdNs when the file was made, ns since 1970
 * @param record its record layout
 * @param foreign whether an existing EVO process made it, which takes no lock
 */
public record SegmentHeader(
    String name,
    String module,
    SegmentGeometry geometry,
    CommitTime commitTime,
    boolean checksummed,
    int otherFlags,
    long createdNs,
    Optional<RecordLayout> record,
    boolean foreign) {

  /** The header of a new segment. */
  public static SegmentHeader of(SegmentSpec spec, long createdNs) {
    return new SegmentHeader(
        spec.name(),
        spec.module(),
        SegmentGeometry.of(spec),
        spec.commitTime(),
        spec.checksummed(),
        0,
        createdNs,
        spec.record(),
        false);
  }

  /** Whether a writer that asks for {@code wanted} can go on in this file. */
  public boolean sameShape(SegmentHeader wanted) {
    return !foreign
        && name.equals(wanted.name)
        && (geometry.isClassic() || module.equals(wanted.module))
        && geometry.equals(wanted.geometry)
        && commitTime == wanted.commitTime
        && checksummed == wanted.checksummed
        && otherFlags == wanted.otherFlags
        && record.equals(wanted.record);
  }
}
