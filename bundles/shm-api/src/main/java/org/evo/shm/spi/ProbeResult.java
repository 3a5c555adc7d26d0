// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import org.evo.shm.SegmentInfo;
import org.evo.shm.SkippedFile;

/** What a probe found. */
public sealed interface ProbeResult {

  /**
   * A segment.
   *
   * @param info its snapshot
   * @param attachable whether a reader may attach to it: false when it is retired
   */
  record Segment(SegmentInfo info, boolean attachable) implements ProbeResult {}

  /**
   * Something else, or a segment that cannot be used.
   *
   * @param file it, with the reason
   */
  record Skipped(SkippedFile file) implements ProbeResult {}

  /** Nothing: the file went away meanwhile. */
  record Gone() implements ProbeResult {}
}
