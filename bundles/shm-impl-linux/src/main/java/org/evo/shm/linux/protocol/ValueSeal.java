// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.format.SlotChecksum;

/**
 * Puts checksums on the values of a checksummed segment. What is in the slot already is copied to
 * an array first, made once: a checksum must not be computed over the mapping, see {@link
 * SlotChecksum}. Owned by the writer's thread.
 */
final class ValueSeal {

  private final SegmentMemory memory;
  private final SlotChecksum checksum = new SlotChecksum();
  private final byte[] copy;

  ValueSeal(SegmentMemory memory) {
    this.memory = memory;
    this.copy = new byte[memory.capacityBytes()];
  }

  /** The checksum of a value that is still to be put into its slot. */
  int of(long version, long commitTimeNs, byte[] src, int offset, int length) {
    return checksum.of(version, commitTimeNs, src, offset, length);
  }

  /**
   * Puts a checksum on what is in the slot.
   *
   * @param flaw 0, or what {@link #flaw} found before, so that damage stays damage
   */
  void put(long version, long commitTimeNs, int length, int flaw) {
    memory.get(version, 0, copy, 0, length);
    memory.checksum(version, checksum.of(version, commitTimeNs, copy, 0, length) ^ flaw);
  }

  /** How the checksum in the slot differs from that of what is in the slot; 0 when it fits. */
  int flaw(long version, int length) {
    memory.get(version, 0, copy, 0, length);
    return flaw(version, copy, length);
  }

  /** How the checksum in the slot differs from that of a copy of its payload; 0 when it fits. */
  int flaw(long version, byte[] payload, int length) {
    long commitTimeNs = memory.isTimed() ? memory.commitTimeNs(version) : 0;
    return checksum.of(version, commitTimeNs, payload, 0, length) ^ memory.checksum(version);
  }
}
