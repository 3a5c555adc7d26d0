// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

/** Hears how a module fares with a segment of its own. Implementations are thread-safe. */
public interface SegmentListener {

  /** The segment is ours; the first record has yet to come. */
  void segmentClaimed(String segment);

  /** The segment cannot be had now; it is tried again. */
  void segmentWaiting(String segment, String reason);

  /** The segment cannot be had, and trying again is useless. */
  void segmentRefused(String segment, String reason);
}
