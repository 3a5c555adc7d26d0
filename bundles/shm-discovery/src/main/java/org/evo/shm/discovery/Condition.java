// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import org.evo.shm.Liveness;
import org.evo.shm.SegmentState;
import org.evo.shm.spi.ProbeResult;

/** How a segment is, as far as events are concerned. */
enum Condition {
  /** It has a writer that lives. */
  LIVE,

  /** Its writer may come back for it. */
  PARKED,

  /** Nobody writes it and nobody keeps it. */
  ORPHANED,

  /** Its writer takes no lock (classic, not ours), so nothing is known of it. */
  UNPROVEN,

  /** Its file says that it is over, and there is no other. */
  RETIRED,

  /** Its file was a segment and is none now. */
  CORRUPT;

  static Condition of(ProbeResult.Segment found) {
    if (!found.attachable()) {
      return RETIRED;
    }
    if (found.abandoned()) {
      return ORPHANED;
    }
    if (found.info().state() == SegmentState.PARKED) {
      return PARKED;
    }
    return found.info().owner().liveness() == Liveness.ALIVE ? LIVE : UNPROVEN;
  }

  /** Whether it is a segment that can be attached to. */
  boolean isListed() {
    return this != RETIRED && this != CORRUPT;
  }
}
