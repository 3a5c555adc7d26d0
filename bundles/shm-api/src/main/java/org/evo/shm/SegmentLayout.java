// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

/** How a segment's file is laid out. */
public enum SegmentLayout {
  /** One value, patched in place; understood by existing EVO processes. */
  CLASSIC,

  /** A ring of slots: readers keep the last committed value while the next one is written. */
  SLOTTED
}
