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
   * @param abandoned whether it is proven that nobody writes it and nobody keeps it: its writer is
   *     dead, or the time for which it was parked is over
   */
  record Segment(SegmentInfo info, boolean attachable, boolean abandoned) implements ProbeResult {}

  /**
   * Something else, or a segment that cannot be used.
   *
   * @param file it, with the reason
   */
  record Skipped(SkippedFile file) implements ProbeResult {}

  /** Nothing: the file went away meanwhile. */
  record Gone() implements ProbeResult {}
}
