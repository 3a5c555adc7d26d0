// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.format.ValueFields;

/**
 * A segment in direct memory with one writer and one reader, which holds value 1. All bytes of
 * value n are n, so that a mixture shows.
 *
 * <p>The memory is used again and again: more pieces are kept than can be in use at a time.
 */
final class Race {

  static final int BYTES = 64;
  static final int NOTHING = -1;
  static final int TORN = -2;

  private static final int PIECES = 1 << 11;
  private static final int READS = 40;
  private static final int PAUSE = 8;
  private static final ValueFields NO_FIELDS = new ValueFields(false, false);
  private static final int PAGE_BYTES = 4096;

  private final Piece piece;
  final SeqlockReader reader;
  SeqlockWriter writer;
  private final byte[] copy = new byte[BYTES];

  /** Memory that is kept. */
  private record Piece(ByteBuffer bytes, SegmentMemory memory) {

    static Piece make(int slots) {
      SegmentGeometry geometry =
          SegmentGeometry.of(SegmentSpec.named("race").capacityBytes(BYTES).slots(slots).build());
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) geometry.fileBytes());
      return new Piece(bytes, SegmentMemory.whole(geometry, NO_FIELDS, bytes));
    }

    void clear() {
      zero(0);
    }

    void clearSlots() {
      zero(PAGE_BYTES);
    }

    private void zero(int from) {
      for (int i = from; i < bytes.capacity(); i += Long.BYTES) {
        bytes.putLong(i, 0);
      }
    }
  }

  /** Pieces of one kind; those of a virtual machine belong to one test. */
  private static final class Pool {

    private static final Piece[] PIECE = new Piece[PIECES];
    private static final AtomicInteger NEXT = new AtomicInteger();

    static Piece take(int slots) {
      int index = NEXT.getAndIncrement() & (PIECES - 1);
      if (PIECE[index] == null || PIECE[index].memory.slots() != slots) {
        PIECE[index] = Piece.make(slots);
      }
      return PIECE[index];
    }
  }

  Race(int slots) {
    piece = Pool.take(slots);
    piece.clear();
    piece.memory.stateRelease(SegmentState.ACTIVE);
    writer = new SeqlockWriter(piece.memory, 0);
    write(1);
    reader = new SeqlockReader(piece.memory);
    read();
  }

  void write(int value) {
    writer.write(Values.of(value), 0, BYTES);
  }

  /** Fills half of the next slot and leaves it so. */
  void leaveHalf(int value) {
    writer.openUndoable();
    writer.put(0, Values.of(value), 0, BYTES / 2);
  }

  /** What a writer's death and another writer's claim come to. */
  void takeOver() {
    writer = new SeqlockWriter(piece.memory, 0);
  }

  SegmentMemory memory() {
    return piece.memory;
  }

  void free() {
    piece.clearSlots();
  }

  /** A copying read: its value, {@link #NOTHING} or {@link #TORN}. */
  int read() {
    int length = reader.attempt(copy, 0);
    if (length < 0) {
      long stamp = reader.select();
      if (stamp == SeqlockReader.NONE) {
        return NOTHING;
      }
      reader.copy(0, copy, 0, BYTES);
      if (!reader.accept(stamp) || !reader.holdsValue()) {
        return NOTHING;
      }
    }
    for (byte b : copy) {
      if (b != copy[0]) {
        return TORN;
      }
    }
    return copy[0];
  }

  /** A read in place that dawdles, so that the writer laps it. */
  int look() {
    long stamp = reader.select();
    if (stamp == SeqlockReader.NONE) {
      return NOTHING;
    }
    int first = reader.view().getByte(0);
    for (int i = 0; i < PAUSE; i++) {
      Thread.onSpinWait();
    }
    int last = reader.view().getByte(BYTES - 1);
    if (!reader.accept(stamp) || !reader.holdsValue()) {
      return NOTHING;
    }
    return first == last ? first : TORN;
  }

  /** Writes values 2 to {@code highest}. */
  void writeUpTo(int highest) {
    for (int value = 2; value <= highest; value++) {
      write(value);
    }
  }

  /** Many copying reads, as an outcome. */
  String readAgain(int highest) {
    Seen seen = new Seen(1, highest);
    for (int i = 0; i < READS; i++) {
      seen.add(read());
    }
    return seen.outcome();
  }

  /** Many reads in place, as an outcome. */
  String lookAgain(int highest) {
    Seen seen = new Seen(1, highest);
    for (int i = 0; i < READS; i++) {
      seen.add(look());
    }
    return seen.outcome();
  }

  /** Many reads of a segment that ends, as an outcome. */
  String readToTheEnd(int highest) {
    Seen seen = new Seen(1, highest);
    for (int i = 0; i < READS; i++) {
      boolean ended = reader.isRetired();
      int value = read();
      if (ended && value != NOTHING) {
        return Seen.REVIVED;
      }
      seen.add(value);
    }
    return seen.outcome();
  }

  /** The values, made once. */
  private static final class Values {

    private static final byte[][] ALL = new byte[Byte.MAX_VALUE + 1][BYTES];

    static {
      for (int i = 0; i < ALL.length; i++) {
        Arrays.fill(ALL[i], (byte) i);
      }
    }

    static byte[] of(int value) {
      return ALL[value];
    }
  }
}
