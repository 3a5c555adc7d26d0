// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WriterSettingsTest {

  private static final TestConfig GOOD = TestConfig.of("axis_state");

  @Test
  void shouldAskForTheDefaultsOfASpecification() {
    SegmentSpec spec = WriterSettings.of(GOOD).spec(Optional.empty());

    assertEquals(SegmentSpec.named("axis_state").module("test").build(), spec);
  }

  @Test
  void shouldAskForWhatIsConfigured() {
    TestConfig config =
        GOOD.withSizeBytes(8192).withCapacityBytes(5000).withSlots(8).withCommitTime("write");

    SegmentSpec spec = WriterSettings.of(config).spec(Optional.empty());

    assertEquals(8192, spec.sizeBytes());
    assertEquals(5000, spec.capacityBytes());
    assertEquals(8, spec.slots());
    assertEquals(CommitTime.WRITE, spec.commitTime());
    assertEquals(
        SegmentLayout.CLASSIC,
        WriterSettings.of(GOOD.asClassic(false)).spec(Optional.empty()).layout());
  }

  @Test
  void shouldTakeTheSizeFromTheRecord() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64s("positions", 600, "mm");
    RecordLayout layout = fields.build();

    SegmentSpec spec = WriterSettings.of(GOOD.withLayout("axis")).spec(Optional.of(layout));

    assertEquals(8192, spec.sizeBytes());
    assertEquals(4800, spec.capacityBytes());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuseWhatIsNotPossible(TestConfig config) {
    assertThrows(ShmException.class, () -> WriterSettings.of(config));
  }

  static Stream<TestConfig> wrong() {
    return Stream.of(
        TestConfig.of(""),
        TestConfig.of("../x"),
        GOOD.withSizeBytes(-4096),
        GOOD.withSizeBytes(4097),
        GOOD.withCapacityBytes(-1),
        GOOD.withSlots(3),
        GOOD.withSlots(128),
        GOOD.withCommitTime("now"),
        GOOD.withParkMs(0),
        GOOD.withLayout("*"),
        GOOD.asClassic(true));
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    InvalidRangeException refusal =
        assertThrows(
            InvalidRangeException.class, () -> WriterSettings.of(GOOD.withParkMs(9_000_000)));

    assertEquals("parkMs", refusal.segment());
    assertTrue(refusal.reason().contains("9000000"), refusal.reason());
  }
}
