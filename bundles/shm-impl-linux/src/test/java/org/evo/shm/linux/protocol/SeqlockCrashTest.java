// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import static org.evo.shm.linux.protocol.PlainMemory.CAPACITY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.evo.shm.linux.format.SegmentMemory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes that were cut off: by a crash, after which another writer goes on, or by an abort. */
class SeqlockCrashTest {

  static Stream<Named<SegmentMemory>> singles() {
    return Stream.of(
        Named.of("1 slot", PlainMemory.slots(1)), Named.of("classic", PlainMemory.classic()));
  }

  static Stream<Named<SegmentMemory>> all() {
    return Stream.concat(
        singles(),
        Stream.of(
            Named.of("2 slots", PlainMemory.slots(2)),
            Named.of("4 slots", PlainMemory.slots(4)),
            Named.of("64 slots", PlainMemory.slots(64))));
  }

  private static SeqlockWriter writer(SegmentMemory memory) {
    return new SeqlockWriter(memory, 0);
  }

  private static byte[] value(int fill) {
    byte[] bytes = new byte[CAPACITY];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  private static long write(SeqlockWriter writer, int fill) {
    writer.open();
    writer.put(0, value(fill), 0, CAPACITY);
    return writer.commit(CAPACITY);
  }

  private static byte[] read(SeqlockReader reader) {
    byte[] copy = new byte[CAPACITY];
    long stamp = reader.select();
    reader.copy(0, copy, 0, reader.payloadBytes());
    assertTrue(reader.accept(stamp));
    return copy;
  }

  /** Commits {@code fill} and dies in the middle of the next write. */
  private static long crash(SegmentMemory memory, int fill) {
    SeqlockWriter victim = writer(memory);
    long committed = write(victim, fill);
    victim.open();
    victim.put(0, value(-1), 0, CAPACITY / 2);
    return committed;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 64})
  void shouldKeepTheLastValueWhenTheWriterDiesInsideAWrite(int slots) {
    SegmentMemory memory = PlainMemory.slots(slots);
    crash(memory, 5);
    SeqlockReader reader = new SeqlockReader(memory);
    assertTrue(reader.isOdd());
    assertArrayEquals(value(5), read(reader));
    assertEquals(2, reader.lastVersion());
  }

  @ParameterizedTest
  @MethodSource("singles")
  void shouldHaveNothingToReadWhenTheWriterOfOneSlotDiesInsideAWrite(SegmentMemory memory) {
    crash(memory, 5);
    SeqlockReader reader = new SeqlockReader(memory);
    assertEquals(SeqlockReader.NONE, reader.select());
    assertTrue(reader.isOdd());
    assertFalse(reader.isRetired());
  }

  @ParameterizedTest
  @MethodSource("singles")
  void shouldHealOneSlotByAWholeValueOnly(SegmentMemory memory) {
    long committed = crash(memory, 5);
    SeqlockWriter heir = writer(memory);
    assertTrue(heir.wholeValueNeeded());
    assertEquals(SeqlockWriter.NO_VALUE, heir.committedBytes());
    SeqlockReader reader = new SeqlockReader(memory);
    heir.openUndoable();
    heir.abort();
    assertEquals(SeqlockReader.NONE, reader.select());
    assertTrue(heir.wholeValueNeeded());
    assertEquals(committed + 2, write(heir, 6));
    assertFalse(heir.wholeValueNeeded());
    assertArrayEquals(value(6), read(reader));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 64})
  void shouldLetTheHeirPatchTheLastValue(int slots) {
    SegmentMemory memory = PlainMemory.slots(slots);
    long committed = crash(memory, 5);
    SeqlockWriter heir = writer(memory);
    assertFalse(heir.wholeValueNeeded());
    assertEquals(CAPACITY, heir.committedBytes());
    heir.openForPatch();
    heir.put(3, value(9), 0, 1);
    assertEquals(committed + 2, heir.commit(CAPACITY));
    byte[] expected = value(5);
    expected[3] = 9;
    assertArrayEquals(expected, read(new SeqlockReader(memory)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldNeverStepBackWhateverHappensBetweenTwoCommits(SegmentMemory memory) {
    long last = 0;
    SeqlockReader reader = new SeqlockReader(memory);
    for (int i = 1; i <= 200; i++) {
      long committed = crash(memory, i);
      assertTrue(committed > last, committed + " after " + last);
      last = committed;
      SeqlockWriter heir = writer(memory);
      heir.openUndoable();
      heir.abort();
      assertTrue(memory.versionAcquire() >= committed);
      last = write(heir, i + 1);
      assertArrayEquals(value(i + 1), read(reader));
      assertEquals(last, reader.lastVersion());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldGiveReadersTheLastValueAfterAnAbort(SegmentMemory memory) {
    SeqlockWriter writer = writer(memory);
    write(writer, 5);
    SeqlockReader reader = new SeqlockReader(memory);
    for (int i = 0; i < 3 * memory.slots(); i++) {
      writer.openUndoable();
      writer.record().putLong(0, -1);
      writer.abort();
      assertArrayEquals(value(5), read(reader));
    }
    long before = writer.version();
    assertTrue(write(writer, 6) > before);
    assertArrayEquals(value(6), read(reader));
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldStartAnUpdateFromTheLastValueAlsoAfterAnAbort(SegmentMemory memory) {
    SeqlockWriter writer = writer(memory);
    write(writer, 5);
    writer.openUndoable();
    writer.record().putLong(0, -1);
    writer.abort();
    writer.openForUpdate();
    writer.record().putByte(1, (byte) 7);
    writer.commit(CAPACITY);
    byte[] expected = value(5);
    expected[1] = 7;
    assertArrayEquals(expected, read(new SeqlockReader(memory)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 64})
  void shouldRefuseAReadThatAnAbortOvertookByTheWholeRing(int slots) {
    SegmentMemory memory = PlainMemory.slots(slots);
    SeqlockWriter writer = writer(memory);
    write(writer, 1);
    SeqlockReader reader = new SeqlockReader(memory);
    long stamp = reader.select();
    for (int i = 1; i < slots; i++) {
      write(writer, i);
    }
    writer.openUndoable();
    writer.abort();
    assertFalse(reader.accept(stamp));
  }
}
