// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.Optional;
import org.evo.shm.SegmentInfo;

/** Looks closer at a segment than discovery does. Takes no lock. */
public interface SegmentAudit {

  /** Whether it is proven that nobody writes the segment and nobody keeps it. Timing: cold. */
  boolean isAbandoned(SegmentInfo segment);

  /**
   * What is damaged, for people. Timing: cold; all of a checksummed value is read, and something
   * that looks damaged is looked at twice, 0.1 s apart.
   */
  Optional<String> damage(SegmentInfo segment);
}
