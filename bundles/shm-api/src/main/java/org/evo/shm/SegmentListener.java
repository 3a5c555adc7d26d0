// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happens to segments, of every process. Called on a thread of discovery's, one event
 * at a time, in their order; what it throws is logged. A slow one delays nobody but itself; when
 * its queue is full the oldest {@link SegmentEvent.Kind#UPDATED} are left out first.
 */
@ConsumerType
@FunctionalInterface
public interface SegmentListener {

  /** Something happened. Return soon. */
  void segmentChanged(SegmentEvent event);
}
