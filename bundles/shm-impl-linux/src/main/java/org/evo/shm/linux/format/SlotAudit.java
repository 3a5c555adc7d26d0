// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds contradictions between the slots of a slotted segment and its version word, by reading the
 * file; a writer may go on meanwhile. Used by one thread.
 */
public final class SlotAudit {

  /** A writer at full speed may overtake as often; then nothing is said. */
  private static final int ATTEMPTS = 8;

  private final ByteSource file;
  private final SegmentHeader header;
  private final SegmentGeometry geometry;

  /** Of a file whose header was found good. */
  public SlotAudit(ByteSource file, SegmentHeader header) {
    this.file = file;
    this.header = header;
    this.geometry = header.geometry();
  }

  private record Slot(long version, int lengthBytes, int crc, long commitTimeNs) {}

  /**
   * The first contradiction, for people; empty when there is none. Retired and classic segments
   * have no values to judge.
   */
  public Optional<String> fault() throws IOException, MalformedSegmentException {
    if (geometry.isClassic() || word() < 0) {
      return Optional.empty();
    }
    for (int i = 0; i < geometry.slots(); i++) {
      Optional<String> fault = fault(i, slot(i));
      if (fault.isPresent()) {
        return fault;
      }
    }
    return header.checksummed() ? checksumFault() : Optional.empty();
  }

  /** The version word is read after the slot: what a slot holds was then begun at least. */
  private Optional<String> fault(int index, Slot slot)
      throws IOException, MalformedSegmentException {
    long word = word();
    long version = slot.version();
    if (slot.lengthBytes() < 0 || slot.lengthBytes() > geometry.capacityBytes()) {
      return Optional.of("slot " + index + " claims a payload that no slot has room for");
    }
    boolean possible = version >= 0 && (version & 1) == 0 && version <= (word | 1) + 1 && word >= 0;
    boolean placed = version == 0 || (version >>> 1 & geometry.slots() - 1) == index;
    return (possible && placed) || word < 0
        ? Optional.empty()
        : Optional.of("slot " + index + " claims a version that does not fit the version word");
  }

  /** Of the newest value, the one that readers get. */
  private Optional<String> checksumFault() throws IOException, MalformedSegmentException {
    SlotChecksum checksum = new SlotChecksum();
    for (int i = 0; i < ATTEMPTS; i++) {
      long committed = word() & ~1L;
      int index = (int) (committed >>> 1) & geometry.slots() - 1;
      Slot slot = slot(index);
      if (committed <= 0 || slot.version() < committed) {
        return Optional.empty();
      }
      if (slot.version() == committed && slot.lengthBytes() <= geometry.capacityBytes()) {
        long payload = geometry.slotOffset(index) + SlottedFormat.SLOT_PAYLOAD_OFFSET;
        int crc = checksum.of(committed, slot.commitTimeNs(), file, payload, slot.lengthBytes());
        if (crc == slot.crc()) {
          return Optional.empty();
        }
        if (isUntouched(committed)) {
          return Optional.of("the checksum of its newest value does not fit");
        }
      }
    }
    return Optional.empty();
  }

  /** Whether no writer can have come to the slot of that value, as for every reader. */
  private boolean isUntouched(long committed) throws IOException, MalformedSegmentException {
    long moved = word() - committed;
    return moved >= 0 && moved < 2L * geometry.slots() - 1;
  }

  private long word() throws IOException, MalformedSegmentException {
    return bytes(geometry.versionOffset(), Long.BYTES).getLong();
  }

  private Slot slot(int index) throws IOException, MalformedSegmentException {
    ByteBuffer b = bytes(geometry.slotOffset(index), SlottedFormat.SLOT_PAYLOAD_OFFSET);
    return new Slot(
        b.getLong(SlottedFormat.SLOT_VERSION_OFFSET),
        b.getInt(SlottedFormat.SLOT_LENGTH_OFFSET),
        b.getInt(SlottedFormat.SLOT_CRC_OFFSET),
        b.getLong(SlottedFormat.SLOT_COMMIT_TIME_OFFSET));
  }

  private ByteBuffer bytes(long offset, int length) throws IOException, MalformedSegmentException {
    byte[] bytes = file.read(offset, length);
    Checks.require(bytes.length == length, "it was truncated below byte " + (offset + length));
    return Checks.littleEndian(bytes);
  }
}
