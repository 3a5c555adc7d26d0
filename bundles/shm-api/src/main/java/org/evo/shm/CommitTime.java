// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

/**
 * Where the commit time of a value comes from: a property of the segment. All times are those of
 * {@link System#nanoTime()}, which is the same clock in every process of one boot.
 */
public enum CommitTime {
  /** Values carry no time; their age is unknown. The cheapest. */
  ABSENT,

  /** The writer's loop gives it with {@link SegmentWriter#commitTimeNs(long)}, at no cost. */
  LOOP,

  /** Each write reads the clock, which costs about as much as five reads. */
  WRITE
}
