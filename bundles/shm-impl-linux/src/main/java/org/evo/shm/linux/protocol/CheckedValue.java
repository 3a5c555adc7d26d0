// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import org.evo.shm.layout.RecordView;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.format.SlotChecksum;

/**
 * What a reader needs for a checksummed segment: the checksum of the value it selected, and a
 * private copy of a value that was found to fit its checksum, for reads that would otherwise take
 * from the mapping only what they want. Owned by the reader's thread.
 */
final class CheckedValue {

  private static final byte[] NOTHING = {};

  private final SlotChecksum checksum = new SlotChecksum();
  private byte[] copy = NOTHING;
  private RecordView view = RecordView.of(NOTHING);
  private int stored;
  private int computed;
  private long keptVersion = SeqlockReader.NONE;

  /** Notes the checksum of the value that was selected. */
  void select(SegmentMemory memory, long version) {
    stored = memory.checksum(version);
  }

  /** Whether the checksum is that of a value in an array; only then may anything be used of it. */
  boolean fits(long version, long commitTimeNs, byte[] payload, int offset, int length) {
    computed = checksum.of(version, commitTimeNs, payload, offset, length);
    return computed == stored;
  }

  /** Where to copy a value to that is to be kept; made anew for larger values only. */
  byte[] room(int capacityBytes) {
    keptVersion = SeqlockReader.NONE;
    if (copy.length != capacityBytes) {
      copy = new byte[capacityBytes];
      view = RecordView.of(copy);
    }
    return copy;
  }

  /** Keeps what was copied to {@link #room}, which was found to fit. */
  void keep(long version) {
    keptVersion = version;
  }

  boolean keeps(long version) {
    return keptVersion == version;
  }

  byte[] copy() {
    return copy;
  }

  RecordView view() {
    return view;
  }

  /** The two checksums last compared, for people. */
  String comparison() {
    return String.format("it says %08x, the value has %08x", stored, computed);
  }
}
