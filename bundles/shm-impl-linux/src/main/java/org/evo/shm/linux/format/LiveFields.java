// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.evo.shm.SegmentState;

/**
 * What changes while a segment is in use, read from its file without mapping it.
 *
 * @param versionWord the version word
 * @param state the state
 * @param commitTimeNs of the last committed value, 0 when it has none
 * @param foreignReaders readers that existing processes counted
 */
public record LiveFields(
    long versionWord, SegmentState state, long commitTimeNs, int foreignReaders) {

  /** Of a file whose own were overwritten. */
  public static final LiveFields UNKNOWN = new LiveFields(0, SegmentState.ACTIVE, 0, 0);

  /** No writer gets here in a century; far beyond it the word would overflow. */
  private static final long LAST_VERSION = 1L << 62;

  /** Whoever goes on from here stays below {@link #LAST_VERSION}. */
  private static final long LAST_VERSION_FOR_AN_HEIR = 1L << 61;

  private static final long COMMITTED_MASK = ~(SlottedFormat.RETIRED_VERSION_BIT | 1);

  /**
   * Reads them from a file whose header was found good.
   *
   * @throws MalformedSegmentException when they cannot be
   */
  public static LiveFields read(ByteSource file, SegmentHeader header)
      throws IOException, MalformedSegmentException {
    SegmentGeometry geometry = header.geometry();
    long version = word(file, geometry.versionOffset(), Long.BYTES);
    int state = (int) word(file, geometry.stateOffset(), Integer.BYTES);
    long committed = version & COMMITTED_MASK;
    requireVersion(committed, LAST_VERSION);
    return new LiveFields(
        version,
        state(header, version, state),
        committed == 0 ? 0 : commitTime(file, geometry, committed),
        geometry.isClassic()
            ? (int) word(file, ClassicFormat.READER_COUNT_OFFSET, Integer.BYTES)
            : 0);
  }

  /**
   * Existing processes know no states. A version word that says retired counts, whatever the state.
   */
  private static SegmentState state(SegmentHeader header, long version, int word)
      throws MalformedSegmentException {
    if (header.foreign()) {
      return SegmentState.ACTIVE;
    }
    return version < 0 ? SegmentState.RETIRED : SegmentMemory.state(word);
  }

  private static void requireVersion(long committed, long last) throws MalformedSegmentException {
    Checks.require(
        committed <= last, "it claims version " + committed + ", which no writer reaches");
  }

  /**
   * As {@link #read}, for a writer that is going to count on from its version.
   *
   * @throws MalformedSegmentException also when the version leaves no room for that
   */
  public static LiveFields readForHeir(ByteSource file, SegmentHeader header)
      throws IOException, MalformedSegmentException {
    LiveFields live = read(file, header);
    requireVersion(live.committedVersion(), LAST_VERSION_FOR_AN_HEIR);
    return live;
  }

  /** Tells the readers of a file that nobody owns any more to leave it. */
  public static void retire(ByteSink file, SegmentGeometry geometry, LiveFields live)
      throws IOException {
    writeState(file, geometry, SegmentState.RETIRED);
    byte[] version = new byte[Long.BYTES];
    Checks.littleEndian(version)
        .putLong(0, SegmentMemory.retiredVersion(live.versionWord(), geometry.isClassic()));
    file.write(geometry.versionOffset(), version);
  }

  /** Says of a file that it is parked; whose it is has been recorded before. */
  public static void park(ByteSink file, SegmentGeometry geometry) throws IOException {
    writeState(file, geometry, SegmentState.PARKED);
  }

  private static void writeState(ByteSink file, SegmentGeometry geometry, SegmentState to)
      throws IOException {
    byte[] state = new byte[Integer.BYTES];
    Checks.littleEndian(state).putInt(0, SegmentMemory.stateWord(to));
    file.write(geometry.stateOffset(), state);
  }

  /**
   * The slot may be written again while it is looked at; its header then belongs to a newer value,
   * whose time will do.
   */
  private static long commitTime(ByteSource file, SegmentGeometry geometry, long committed)
      throws IOException, MalformedSegmentException {
    if (geometry.isClassic()) {
      return word(file, ClassicFormat.COMMIT_TIME_OFFSET, Long.BYTES);
    }
    int index = (int) (committed >>> 1) & (geometry.slots() - 1);
    byte[] slot = file.read(geometry.slotOffset(index), SlottedFormat.SLOT_PAYLOAD_OFFSET);
    Checks.require(slot.length == SlottedFormat.SLOT_PAYLOAD_OFFSET, "it was truncated");
    ByteBuffer b = Checks.littleEndian(slot);
    boolean filled = b.getLong(SlottedFormat.SLOT_VERSION_OFFSET) - committed >= 0;
    return filled ? b.getLong(SlottedFormat.SLOT_COMMIT_TIME_OFFSET) : 0;
  }

  private static long word(ByteSource file, long offset, int length)
      throws IOException, MalformedSegmentException {
    byte[] bytes = file.read(offset, length);
    Checks.require(bytes.length == length, "it was truncated below byte " + (offset + length));
    ByteBuffer b = Checks.littleEndian(bytes);
    return length == Long.BYTES ? b.getLong() : b.getInt();
  }

  /** The version of the last committed value. */
  public long committedVersion() {
    return versionWord & COMMITTED_MASK;
  }

  /** Whether a write is under way or was left unfinished. */
  public boolean writeInProgress() {
    return (versionWord & 1) != 0;
  }
}
