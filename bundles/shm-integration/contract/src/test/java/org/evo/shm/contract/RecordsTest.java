// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.modulestatus.ModuleStatusTable;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.systemstate.SystemState;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the records of all segments. */
class RecordsTest {

  /** Numbers that have no unit, or a different one in each place. */
  private static final List<String> WITHOUT_UNIT = List.of("cpu.load_average_1min", "command.args");

  record Segment(String name, String module, RecordLayout layout, HeaderFields header) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Segment> segments() {
    return Stream.of(
        new Segment(
            PhysInputIo.SEGMENT, PhysInputIo.MODULE, PhysInputIo.LAYOUT, PhysInputIo.HEADER),
        new Segment(
            ControlState.SEGMENT, ControlState.MODULE, ControlState.LAYOUT, ControlState.HEADER),
        new Segment(
            PhysOutputIo.SEGMENT, PhysOutputIo.MODULE, PhysOutputIo.LAYOUT, PhysOutputIo.HEADER),
        new Segment(
            CommandsConfig.SEGMENT,
            CommandsConfig.MODULE,
            CommandsConfig.LAYOUT,
            CommandsConfig.HEADER),
        new Segment(
            SystemState.SEGMENT, SystemState.MODULE, SystemState.LAYOUT, SystemState.HEADER),
        new Segment(
            ModuleStatusTable.SEGMENT,
            ModuleStatusTable.MODULE,
            ModuleStatusTable.LAYOUT,
            ModuleStatusTable.HEADER));
  }

  @Test
  void shouldGiveEachSegmentANameOfItsOwn() {
    List<String> names = segments().map(Segment::name).toList();

    assertEquals(names.size(), new HashSet<>(names).size());
  }

  @ParameterizedTest
  @MethodSource("segments")
  void shouldBeNamedAsItsSegment(Segment segment) {
    assertEquals(segment.name(), segment.layout().name());
  }

  @ParameterizedTest
  @MethodSource("segments")
  void shouldFitASegmentOfTheSmallestSize(Segment segment) {
    SegmentSpec spec =
        SegmentSpec.named(segment.name()).module(segment.module()).record(segment.layout()).build();

    assertEquals(SegmentSpec.MIN_SIZE_BYTES, spec.sizeBytes());
    assertEquals(segment.layout().sizeBytes(), spec.capacityBytes());
  }

  @ParameterizedTest
  @MethodSource("segments")
  void shouldBeginWithTheSameHeader(Segment segment) {
    List<Field> first = segment.layout().fields().subList(0, 6);

    assertEquals(PhysInputIo.LAYOUT.fields().subList(0, 6), first);
    assertEquals(PhysInputIo.HEADER, segment.header());
    assertEquals(0, segment.header().cycleCount().offset());
  }

  @ParameterizedTest
  @MethodSource("segments")
  void shouldGiveEachFloatingPointNumberAUnit(Segment segment) {
    List<String> without =
        segment.layout().fields().stream()
            .filter(f -> f.type() == FieldType.F64 && f.unit().isEmpty())
            .map(Field::name)
            .filter(name -> !WITHOUT_UNIT.contains(name))
            .toList();

    assertEquals(List.of(), without);
  }

  @ParameterizedTest
  @MethodSource("segments")
  void shouldGroupEachField(Segment segment) {
    assertTrue(
        segment.layout().fields().stream().allMatch(f -> f.name().matches("[a-z_]+\\.[a-z0-9_]+")));
  }

  @ParameterizedTest
  @MethodSource("segments")
  void shouldSurviveItsOwnEncoding(Segment segment) {
    assertEquals(segment.layout(), RecordLayout.fromBytes(segment.layout().toBytes()));
  }
}
