// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentGeometryTest {

  private static SegmentGeometry slotted(int capacity, int slots) {
    return SegmentGeometry.of(
        SegmentSpec.named("seg").capacityBytes(capacity).slots(slots).build());
  }

  @ParameterizedTest
  @CsvSource({"1, 64", "32, 64", "33, 128", "96, 128", "4096, 4160", "8160, 8192"})
  void shouldRoundTheStrideUpToSixtyFourBytes(int capacity, int stride) {
    assertEquals(stride, slotted(capacity, 4).strideBytes());
    assertEquals(4096 + 4L * stride, slotted(capacity, 4).fileBytes());
    assertEquals(4096 + 3L * stride, slotted(capacity, 4).slotOffset(3));
  }

  @Test
  void shouldAlignSlotsToPagesAboveOneGibibyte() {
    int capacity = (1 << 24) - 32;
    assertEquals(1 << 24, slotted(capacity, 64).strideBytes());
    assertEquals((1 << 24) + 4096, slotted(1 << 24, 64).strideBytes());
    assertEquals((1 << 24) + 64, slotted(1 << 24, 32).strideBytes());
  }

  @Test
  void shouldMapSlotsOneByOneWhenOneMappingIsTooSmall() {
    assertTrue(slotted(513 << 20, 2).fitsOneMapping());
    assertFalse(slotted(1 << 30, 2).fitsOneMapping());
    assertEquals(4096 + 2 * ((1L << 30) + 4096), slotted(1 << 30, 2).fileBytes());
    assertFalse(slotted(1 << 30, 64).fitsOneMapping());
  }

  @Test
  void shouldMakeRoomForTheLayoutInTheHeader() {
    SegmentSpec spec = SegmentSpec.named("seg").record(SampleFile.axis()).build();
    SegmentGeometry geometry = SegmentGeometry.of(spec);
    assertEquals(512, geometry.layoutOffset());
    assertEquals(SampleFile.axis().toBytes().length, geometry.layoutBytes());
    assertEquals(4096, geometry.firstSlotOffset());
  }

  private static SegmentSpec.Builder classic() {
    return SegmentSpec.named("seg").layout(SegmentLayout.CLASSIC);
  }

  @Test
  void shouldFreeWholePagesOfValuesAndKeepWhatDescribesTheSegment() {
    assertEquals(new ByteRange(4096, 4096), slotted(100, 16).valuePages());
    assertEquals(new ByteRange(4096, 20480), slotted(4096, 4).valuePages());
    SegmentGeometry bare = SegmentGeometry.of(classic().sizeBytes(8192).build());
    assertEquals(new ByteRange(4096, 8192), bare.valuePages());
    SegmentGeometry typed =
        SegmentGeometry.of(classic().sizeBytes(8192).record(SampleFile.axis()).build());
    assertEquals(new ByteRange(4096, 4096), typed.valuePages());
    assertTrue(typed.layoutOffset() >= typed.valuePages().end());
    SegmentGeometry small =
        SegmentGeometry.of(classic().sizeBytes(4096).record(SampleFile.axis()).build());
    assertEquals(0, small.valuePages().length());
  }

  @Test
  void shouldPutTheDataOfAClassicSegmentBehindItsHeader() {
    SegmentGeometry geometry =
        SegmentGeometry.of(
            SegmentSpec.named("seg").layout(SegmentLayout.CLASSIC).sizeBytes(1 << 30).build());
    assertEquals(128, geometry.slotOffset(0));
    assertEquals(1, geometry.slots());
    assertEquals((1L << 30) + 128, geometry.fileBytes());
    assertTrue(geometry.fitsOneMapping());
  }
}
