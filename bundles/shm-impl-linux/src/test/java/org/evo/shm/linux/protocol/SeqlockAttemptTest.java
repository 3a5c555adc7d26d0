// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import static org.evo.shm.linux.protocol.PlainMemory.CAPACITY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.evo.shm.linux.format.SegmentMemory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way of a whole read: it gives the value, or leaves everything to the long way. */
class SeqlockAttemptTest {

  private final byte[] copy = new byte[CAPACITY];

  static Stream<Named<SegmentMemory>> memories() {
    return Stream.of(
        Named.of("1 slot", PlainMemory.slots(1)),
        Named.of("4 slots", PlainMemory.slots(4)),
        Named.of("4 parts", PlainMemory.parts(4)),
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

  /** A reader that has seen a value. */
  private static SeqlockReader reader(SegmentMemory memory) {
    SeqlockReader reader = new SeqlockReader(memory);
    assertTrue(reader.accept(reader.select()));
    assertTrue(reader.holdsValue());
    return reader;
  }

  private void refused(SeqlockReader reader) {
    long before = reader.lastVersion();
    assertTrue(reader.attempt(copy, 0) < 0);
    assertEquals(before, reader.lastVersion());
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldReadEveryValueOnceOneWasSeen(SegmentMemory memory) {
    SeqlockWriter writer = writer(memory);
    refused(new SeqlockReader(memory));
    writer.write(value(1), 0, CAPACITY);
    refused(new SeqlockReader(memory));
    SeqlockReader reader = reader(memory);
    for (int i = 2; i < 20; i++) {
      writer.commitTimeNs(i);
      assertEquals(2L * i, writer.write(value(i), 0, CAPACITY));
      assertEquals(CAPACITY, reader.attempt(copy, 0));
      assertArrayEquals(value(i), copy);
      assertEquals(2L * i, reader.lastVersion());
      assertEquals(CAPACITY, reader.payloadBytes());
      assertEquals(i, reader.commitTimeNs());
      assertEquals((byte) i, reader.view().getByte(CAPACITY - 1));
    }
  }

  @Test
  void shouldReturnTheLengthOfEachValueAndTouchNoMore() {
    SegmentMemory memory = PlainMemory.slots(4);
    SeqlockWriter writer = writer(memory);
    writer.write(value(1), 0, CAPACITY);
    SeqlockReader reader = reader(memory);
    writer.write(value(2), 0, 5);
    assertEquals(5, reader.attempt(copy, 3));
    byte[] expected = new byte[CAPACITY];
    Arrays.fill(expected, 3, 8, (byte) 2);
    assertArrayEquals(expected, copy);
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldLeaveAValueThatDoesNotFitToTheLongWay(SegmentMemory memory) {
    writer(memory).write(value(1), 0, CAPACITY);
    SeqlockReader reader = reader(memory);
    assertTrue(reader.attempt(new byte[CAPACITY - 1], 0) < 0);
    assertTrue(reader.attempt(copy, 1) < 0);
    assertTrue(reader.attempt(copy, CAPACITY) < 0);
    assertArrayEquals(new byte[CAPACITY], copy);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, CAPACITY + 1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void shouldLeaveALengthThatCannotBeToTheLongWay(int length) {
    SegmentMemory memory = PlainMemory.slots(4);
    writer(memory).write(value(1), 0, CAPACITY);
    SeqlockReader reader = reader(memory);
    memory.describe(2, length);
    refused(reader);
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldBeRefusedOnceRetired(SegmentMemory memory) {
    writer(memory).write(value(1), 0, CAPACITY);
    SeqlockReader reader = reader(memory);
    memory.retireRelease();
    refused(reader);
  }

  @Test
  void shouldBeRefusedDuringAWriteOfOneSlotOnly() {
    for (int slots : new int[] {1, 4}) {
      SegmentMemory memory = PlainMemory.slots(slots);
      SeqlockWriter writer = writer(memory);
      writer.write(value(1), 0, CAPACITY);
      SeqlockReader reader = reader(memory);
      writer.open();
      writer.put(0, value(9), 0, CAPACITY);
      assertEquals(slots == 1 ? -1 : CAPACITY, Math.max(-1, reader.attempt(copy, 0)));
      assertEquals(slots == 1 ? 0 : 1, copy[0]);
    }
  }

  @Test
  void shouldLeaveTheFirstValueOfANewMemoryToTheLongWay() {
    SegmentMemory memory = PlainMemory.slots(4);
    writer(memory).write(value(1), 0, CAPACITY);
    SeqlockReader reader = reader(memory);
    SegmentMemory next = PlainMemory.slots(1);
    next.versionRelease(2);
    reader.replace(next);
    refused(reader);
    writer(next).write(value(2), 0, CAPACITY);
    refused(reader);
    assertTrue(reader.accept(reader.select()));
    assertEquals(CAPACITY, reader.attempt(copy, 0));
    assertArrayEquals(value(2), copy);
    reader.replace(SegmentMemory.gone());
    refused(reader);
  }
}
