// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import static org.evo.shm.linux.protocol.PlainMemory.CAPACITY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.evo.shm.linux.format.SegmentMemory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One writer and one reader taking turns in one thread. */
class SeqlockTest {

  private static final long START = 1L << 40;

  static Stream<Named<SegmentMemory>> memories() {
    return Stream.of(
        Named.of("1 slot", PlainMemory.slots(1)),
        Named.of("2 slots", PlainMemory.slots(2)),
        Named.of("4 slots", PlainMemory.slots(4)),
        Named.of("64 slots", PlainMemory.slots(64)),
        Named.of("2 parts", PlainMemory.parts(2)),
        Named.of("classic", PlainMemory.classic()));
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
    assertTrue(reader.holdsValue());
    return copy;
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldReadEveryValueWhileTheRingIsGoneRoundThreeTimes(SegmentMemory memory) {
    SeqlockWriter writer = writer(memory);
    SeqlockReader reader = new SeqlockReader(memory);
    for (int i = 1; i <= 3 * memory.slots() + 5; i++) {
      assertEquals(2L * i, write(writer, i));
      assertArrayEquals(value(i), read(reader));
      assertEquals(2L * i, reader.lastVersion());
      assertEquals(2L * i, reader.version());
    }
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldGoOnFromWhateverVersionTheMemoryHas(SegmentMemory memory) {
    memory.versionRelease(START);
    SeqlockWriter writer = writer(memory);
    SeqlockReader reader = new SeqlockReader(memory);
    for (int i = 1; i <= 70; i++) {
      assertEquals(START + 2L * i, write(writer, i));
      assertArrayEquals(value(i), read(reader));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 64})
  void shouldTellASlotThatWasNeverFilled(int slots) {
    SegmentMemory memory = PlainMemory.slots(slots);
    for (long version : new long[] {0, 2, START}) {
      memory.versionRelease(version);
      SeqlockReader reader = new SeqlockReader(memory);
      long stamp = reader.select();
      assertTrue(reader.accept(stamp));
      assertFalse(reader.holdsValue());
      assertEquals(0, reader.lastVersion());
    }
  }

  @Test
  void shouldTellAClassicSegmentThatWasNeverWritten() {
    SeqlockReader reader = new SeqlockReader(PlainMemory.classic());
    assertTrue(reader.accept(reader.select()));
    assertFalse(reader.holdsValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 64})
  void shouldAcceptAReadThatTheWriterOvertookByLessThanTheRing(int slots) {
    SegmentMemory memory = PlainMemory.slots(slots);
    SeqlockWriter writer = writer(memory);
    write(writer, 1);
    SeqlockReader reader = new SeqlockReader(memory);
    long stamp = reader.select();
    byte[] copy = new byte[CAPACITY];
    reader.copy(0, copy, 0, CAPACITY / 2);
    for (int i = 1; i < slots; i++) {
      write(writer, 100 + i);
      assertTrue(reader.validate(stamp), i + " writes");
    }
    reader.copy(CAPACITY / 2, copy, CAPACITY / 2, CAPACITY / 2);
    assertTrue(reader.accept(stamp));
    assertArrayEquals(value(1), copy);
    assertEquals(2, reader.lastVersion());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 64})
  void shouldRefuseAReadAsSoonAsItsSlotMayBeWrittenAgain(int slots) {
    SegmentMemory memory = PlainMemory.slots(slots);
    SeqlockWriter writer = writer(memory);
    write(writer, 1);
    SeqlockReader reader = new SeqlockReader(memory);
    long stamp = reader.select();
    for (int i = 1; i < slots; i++) {
      write(writer, 100 + i);
    }
    writer.open();
    assertFalse(reader.accept(stamp));
    writer.put(0, value(7), 0, CAPACITY);
    assertFalse(reader.accept(stamp));
    writer.commit(CAPACITY);
    assertFalse(reader.accept(stamp));
    write(writer, 8);
    assertFalse(reader.accept(stamp));
    assertEquals(0, reader.lastVersion());
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldNeverAcceptAReadThatIsManyRoundsLate(SegmentMemory memory) {
    SeqlockWriter writer = writer(memory);
    write(writer, 1);
    SeqlockReader reader = new SeqlockReader(memory);
    long stamp = reader.select();
    for (int i = 0; i < 3 * memory.slots(); i++) {
      write(writer, i);
    }
    assertFalse(reader.accept(stamp));
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldRefuseRunningAndNewReadsOnceRetired(SegmentMemory memory) {
    SeqlockWriter writer = writer(memory);
    write(writer, 1);
    SeqlockReader reader = new SeqlockReader(memory);
    long stamp = reader.select();
    assertFalse(reader.isRetired());
    memory.retireRelease();
    assertFalse(reader.accept(stamp));
    assertFalse(reader.validate(stamp));
    assertEquals(SeqlockReader.NONE, reader.select());
    assertTrue(reader.isRetired());
    assertEquals(SeqlockReader.NONE, new SeqlockReader(memory).select());
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldStayRetiredWhateverTheVersionWas(SegmentMemory memory) {
    for (long version : new long[] {0, 1, 2, 3, START, START + 1}) {
      memory.versionRelease(version);
      SeqlockReader reader = new SeqlockReader(memory);
      long stamp = reader.select();
      memory.retireRelease();
      memory.retireRelease();
      assertTrue(stamp == SeqlockReader.NONE || !reader.accept(stamp), "version " + version);
      assertTrue(reader.isRetired(), "version " + version);
      assertEquals(SeqlockReader.NONE, reader.select(), "version " + version);
    }
  }

  @Test
  void shouldFindNothingInMemoryThatIsGone() {
    SegmentMemory memory = PlainMemory.slots(4);
    write(writer(memory), 1);
    SeqlockReader reader = new SeqlockReader(memory);
    long stamp = reader.select();
    assertTrue(reader.accept(stamp));
    reader.replace(SegmentMemory.gone());
    assertEquals(SeqlockReader.NONE, reader.select());
    assertTrue(reader.isRetired());
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldGoOnInTheMemoryThatReplacesTheOld(SegmentMemory next) {
    SegmentMemory memory = PlainMemory.slots(2);
    SeqlockWriter first = writer(memory);
    write(first, 1);
    write(first, 2);
    SeqlockReader reader = new SeqlockReader(memory);
    assertArrayEquals(value(2), read(reader));
    memory.retireRelease();
    next.versionRelease(first.version());
    reader.replace(next);
    write(writer(next), 3);
    assertArrayEquals(value(3), read(reader));
    assertEquals(6, reader.lastVersion());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 64})
  void shouldNotTakeTheValueOfAnOlderRoundForThatOfANewGeneration(int slots) {
    SegmentMemory memory = PlainMemory.slots(slots);
    write(writer(memory), 1);
    memory.versionRelease(2 + 2L * slots);
    SeqlockReader reader = new SeqlockReader(memory);
    assertTrue(reader.accept(reader.select()));
    assertFalse(reader.holdsValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, CAPACITY + 1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void shouldClampCopiesAndReportALengthThatCannotBe(int length) {
    SegmentMemory memory = PlainMemory.slots(2);
    write(writer(memory), 1);
    memory.describe(2, length);
    SeqlockReader reader = new SeqlockReader(memory);
    long stamp = reader.select();
    byte[] copy = new byte[CAPACITY];
    reader.copy(0, copy, 0, Math.min(copy.length, reader.payloadBytes()));
    reader.copy(ByteBuffer.wrap(copy), 0, Math.min(copy.length, reader.payloadBytes()));
    assertTrue(reader.accept(stamp));
    assertFalse(reader.lengthIsSane());
  }

  @Test
  void shouldCarryTheCommitTimeOfEachValue() {
    SegmentMemory memory = PlainMemory.slots(2);
    SeqlockWriter writer = writer(memory);
    SeqlockReader reader = new SeqlockReader(memory);
    for (int i = 1; i < 9; i++) {
      writer.commitTimeNs(1000L * i);
      write(writer, i);
      read(reader);
      assertEquals(1000L * i, reader.commitTimeNs());
    }
  }

  @Test
  void shouldZeroTheTailOfAShorterClassicValue() {
    SegmentMemory memory = PlainMemory.classic();
    SeqlockWriter writer = writer(memory);
    write(writer, 9);
    writer.open();
    writer.put(0, value(1), 0, 3);
    writer.commit(3);
    byte[] expected = new byte[CAPACITY];
    Arrays.fill(expected, 0, 3, (byte) 1);
    assertArrayEquals(expected, read(new SeqlockReader(memory)));
  }
}
