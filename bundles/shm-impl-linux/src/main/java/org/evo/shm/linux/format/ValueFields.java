// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import org.evo.shm.CommitTime;

/**
 * What each value of a segment carries besides its payload.
 *
 * @param timed whether a commit time
 * @param checksummed whether a checksum
 */
public record ValueFields(boolean timed, boolean checksummed) {

  /** What a header says. */
  public static ValueFields of(SegmentHeader header) {
    return new ValueFields(header.commitTime() != CommitTime.ABSENT, header.checksummed());
  }
}
