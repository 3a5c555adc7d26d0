// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.evo.shm.error.InvalidNameException;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.InvalidSizeException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentSpecTest {

  private static SegmentSpec.Builder seg() {
    return SegmentSpec.named("seg");
  }

  private static RecordLayout record(int bytes) {
    RecordLayout.Builder fields = RecordLayout.builder("r");
    fields.u8s("f", bytes, "");
    return fields.build();
  }

  @Test
  void shouldDefaultToASlottedSegmentOfTheSmallestSize() {
    SegmentSpec spec = seg().build();
    assertEquals("seg", spec.name());
    assertEquals("app", spec.module());
    assertEquals(SegmentLayout.SLOTTED, spec.layout());
    assertEquals(4096, spec.sizeBytes());
    assertEquals(4096, spec.capacityBytes());
    assertEquals(4, spec.slots());
    assertEquals(CommitTime.LOOP, spec.commitTime());
    assertEquals(Optional.empty(), spec.record());
  }

  @ParameterizedTest
  @CsvSource({"1, 4096", "4096, 4096", "4097, 8192", "8193, 12288", "1073741824, 1073741824"})
  void shouldRoundTheCapacityUpToWholePages(int capacity, int size) {
    assertEquals(size, seg().capacityBytes(capacity).build().sizeBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 64",
    "64, 64",
    "65, 16",
    "1024, 16",
    "1025, 8",
    "2048, 8",
    "2049, 4",
    "1073741824, 4"
  })
  void shouldChooseSlotsByTheCapacity(int capacity, int slots) {
    assertEquals(slots, SegmentSpec.defaultSlots(capacity));
    assertEquals(slots, seg().capacityBytes(capacity).build().slots());
  }

  @Test
  void shouldTakeTheCapacityOfATypedSegmentFromItsRecord() {
    SegmentSpec spec = seg().record(record(100)).build();
    assertEquals(104, spec.capacityBytes());
    assertEquals(4096, spec.sizeBytes());
    assertEquals(16, spec.slots());
    assertEquals(8192, seg().record(record(5000)).build().sizeBytes());
    assertEquals(104, seg().record(record(100)).capacityBytes(104).build().capacityBytes());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        4095,
        4097,
        6144,
        -4096,
        (1L << 30) + 4096,
        1L << 31,
        1L << 32,
        (1L << 32) + 4096,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
      })
  void shouldRefuseEverySizeThatIsNotWholePagesWithinTheLimits(long size) {
    SegmentSpec.Builder builder = seg();
    InvalidSizeException refused =
        assertThrows(InvalidSizeException.class, () -> builder.sizeBytes(size));
    assertEquals("seg", refused.segment());
    assertTrue(refused.reason().contains(Long.toString(size)), refused.reason());
    assertTrue(refused.remedy().contains("4096 to 1073741824"), refused.remedy());
  }

  @ParameterizedTest
  @ValueSource(longs = {4096, 8192, 1L << 30})
  void shouldAcceptTheLimitsOfTheSize(long size) {
    assertEquals(size, seg().sizeBytes(size).build().sizeBytes());
  }

  @Test
  void shouldRefuseACapacityThatNeedsMoreThanTheLargestSize() {
    SegmentSpec.Builder builder = seg().capacityBytes((1 << 30) + 1);
    assertThrows(InvalidSizeException.class, builder::build);
    SegmentSpec.Builder most = seg().capacityBytes(Integer.MAX_VALUE);
    assertThrows(InvalidSizeException.class, most::build);
    SegmentSpec.Builder typed = seg().record(record((1 << 30) + 1));
    assertThrows(InvalidSizeException.class, typed::build);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -2, Integer.MIN_VALUE, 4097, 8192})
  void shouldRefuseACapacityThatDoesNotFitTheSize(int capacity) {
    SegmentSpec.Builder builder = seg().sizeBytes(4096).capacityBytes(capacity);
    InvalidRangeException refused = assertThrows(InvalidRangeException.class, builder::build);
    assertTrue(refused.reason().contains(Integer.toString(capacity)), refused.reason());
    assertTrue(refused.remedy().contains("1 to 4096"), refused.remedy());
  }

  @Test
  void shouldRefuseACapacityThatContradictsTheRecord() {
    SegmentSpec.Builder builder = seg().record(record(100)).capacityBytes(100);
    InvalidRangeException refused = assertThrows(InvalidRangeException.class, builder::build);
    assertTrue(refused.reason().contains("104"), refused.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void shouldRefuseACapacityBelowOneAlsoWhereTheSizeFollowsFromIt(int capacity) {
    SegmentSpec.Builder builder = seg().capacityBytes(capacity);
    assertThrows(InvalidRangeException.class, builder::build);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 96, 112, 4096})
  void shouldRefuseACapacityThatIsNotTheRecordsSizeAlsoWithoutTheBuilder(int capacity) {
    Optional<RecordLayout> record = Optional.of(record(100));
    InvalidRangeException refused =
        assertThrows(InvalidRangeException.class, () -> raw(4096, capacity, 1, record));
    assertTrue(refused.reason().contains("104"), refused.reason());
    assertEquals(104, raw(4096, 104, 1, record).capacityBytes());
  }

  @Test
  void shouldRefuseARecordThatDoesNotFitTheSize() {
    SegmentSpec.Builder builder = seg().record(record(5000)).sizeBytes(4096);
    assertThrows(InvalidRangeException.class, builder::build);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -2, 3, 5, 6, 7, 12, 63, 65, 128, 1 << 30, Integer.MIN_VALUE})
  void shouldRefuseSlotCountsThatAreNoPowerOfTwoUpToTheLimit(int slots) {
    SegmentSpec.Builder builder = seg().slots(slots);
    InvalidRangeException refused = assertThrows(InvalidRangeException.class, builder::build);
    assertTrue(refused.reason().startsWith(slots + " slots"), refused.reason());
    assertTrue(refused.remedy().contains("1 to 64"), refused.remedy());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64})
  void shouldAcceptEveryPowerOfTwoUpToTheLimit(int slots) {
    assertEquals(slots, seg().slots(slots).build().slots());
  }

  @Test
  void shouldAlwaysGiveAClassicSegmentOneSlot() {
    assertEquals(1, seg().layout(SegmentLayout.CLASSIC).build().slots());
    assertEquals(1, seg().layout(SegmentLayout.CLASSIC).slots(1).build().slots());
    SegmentSpec.Builder two = seg().layout(SegmentLayout.CLASSIC).slots(2);
    InvalidRangeException refused = assertThrows(InvalidRangeException.class, two::build);
    assertTrue(refused.reason().contains("classic"), refused.reason());
    assertTrue(refused.remedy().contains("slotted"), refused.remedy());
  }

  @Test
  void shouldRefuseHostileNamesBeforeAnythingElse() {
    assertThrows(InvalidNameException.class, () -> SegmentSpec.named("../x"));
    assertThrows(InvalidNameException.class, () -> SegmentSpec.named(null));
    SegmentSpec.Builder module = seg().module("hal_core");
    assertThrows(InvalidNameException.class, module::build);
    SegmentSpec.Builder none = seg().module(null);
    assertThrows(InvalidNameException.class, none::build);
  }

  @Test
  void shouldRefuseNullWhereAValueIsNeeded() {
    assertThrows(NullPointerException.class, () -> seg().record(null));
    SegmentSpec.Builder layout = seg().layout(null);
    assertThrows(NullPointerException.class, layout::build);
    SegmentSpec.Builder time = seg().commitTime(null);
    assertThrows(NullPointerException.class, time::build);
  }

  @Test
  void shouldCheckTheSameLimitsWithoutTheBuilder() {
    assertThrows(InvalidSizeException.class, () -> raw(4097, 1, 1));
    assertThrows(InvalidSizeException.class, () -> raw(-4096, 1, 1));
    assertThrows(InvalidRangeException.class, () -> raw(4096, 4097, 1));
    assertThrows(InvalidRangeException.class, () -> raw(4096, -1, 1));
    assertThrows(InvalidRangeException.class, () -> raw(4096, 1, -1));
    assertEquals(2, raw(4096, 1, 2).slots());
  }

  private static SegmentSpec raw(int size, int capacity, int slots) {
    return raw(size, capacity, slots, Optional.empty());
  }

  private static SegmentSpec raw(int size, int capacity, int slots, Optional<RecordLayout> record) {
    return new SegmentSpec(
        "seg",
        "app",
        SegmentLayout.SLOTTED,
        size,
        capacity,
        slots,
        CommitTime.ABSENT,
        false,
        record);
  }

  @Test
  void shouldBeCheckedOnlyWhenAskedTo() {
    assertFalse(SegmentSpec.named("seg").build().checksummed());
    assertTrue(SegmentSpec.named("seg").checksummed(true).build().checksummed());
  }

  @Test
  void shouldRefuseAChecksumThatTheLayoutHasNoPlaceFor() {
    SegmentSpec.Builder classic =
        SegmentSpec.named("seg").layout(SegmentLayout.CLASSIC).checksummed(true);

    UnsupportedException refused = assertThrows(UnsupportedException.class, classic::build);

    assertEquals("seg", refused.segment());
  }
}
