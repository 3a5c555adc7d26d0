// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evo.shm.CommitTime;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.SchemaMismatchException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinuxSharedMemoryTest {

  private static final RecordLayout.Builder FIELDS = RecordLayout.builder("axis");
  private static final FloatField POSITION = FIELDS.f64("position", "mm");
  private static final IntegerField STATUS = FIELDS.u32("status", "");
  private static final RecordLayout AXIS = FIELDS.build();

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private LinuxSharedMemory memory;

  @BeforeEach
  void open() {
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private static SegmentSpec.Builder spec(SegmentLayout layout) {
    return SegmentSpec.named("seg").module("test").layout(layout).sizeBytes(8192);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (seed + i);
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldReadBackEveryValueWritten(SegmentLayout layout) {
    SegmentWriter writer = memory.createWriter(spec(layout).build());
    SegmentReader reader = memory.attachReader("seg");
    byte[] got = new byte[8192];
    for (int i = 1; i <= 300; i++) {
      byte[] value = bytes(8192, i);
      assertEquals(2L * i, writer.write(value));
      assertTrue(reader.hasChanged());
      assertEquals(8192, reader.read(got));
      assertArrayEquals(value, got);
      assertEquals(2L * i, reader.lastReadVersion());
      assertFalse(reader.hasChanged());
    }
  }

  @Test
  void shouldReturnTheLengthThatBelongsToTheVersionWhenAShortWriteFollowsALongOne() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).build());
    SegmentReader reader = memory.attachReader("seg");
    byte[] got = new byte[8192];
    for (int i = 0; i < 10; i++) {
      writer.write(bytes(8192, i));
      writer.write(bytes(5, i));
      assertEquals(5, reader.read(got));
    }
  }

  @Test
  void shouldZeroTheTailOfAShortClassicWrite() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.CLASSIC).build());
    SegmentReader reader = memory.attachReader("seg");
    writer.write(bytes(8192, 1));
    writer.write(new byte[] {7});
    byte[] expected = new byte[8192];
    expected[0] = 7;
    byte[] got = bytes(8192, 9);
    assertEquals(8192, reader.read(got));
    assertArrayEquals(expected, got);
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldPatchPartOfTheCommittedValue(SegmentLayout layout) {
    SegmentWriter writer = memory.createWriter(spec(layout).build());
    SegmentReader reader = memory.attachReader("seg");
    byte[] expected = bytes(8192, 3);
    writer.write(expected);
    writer.writeAt(100, new byte[] {1, 2, 3, 4}, 1, 2);
    expected[100] = 2;
    expected[101] = 3;
    byte[] got = new byte[8192];
    reader.read(got);
    assertArrayEquals(expected, got);
    byte[] range = new byte[4];
    reader.readRange(99, range, 1, 3);
    assertArrayEquals(new byte[] {0, expected[99], 2, 3}, range);
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepTheLastValueWhenATransactionIsAborted(SegmentLayout layout) {
    SegmentWriter writer = memory.createWriter(spec(layout).build());
    SegmentReader reader = memory.attachReader("seg");
    byte[] value = bytes(8192, 1);
    writer.write(value);
    byte[] got = new byte[8192];
    for (int i = 0; i < 10; i++) {
      MutableRecord record = writer.begin();
      record.putLong(0, -1);
      writer.abort();
      reader.read(got);
      assertArrayEquals(value, got);
    }
    long before = writer.version();
    writer.beginUpdate().putByte(5, (byte) 42);
    assertTrue(writer.commit() > before);
    value[5] = 42;
    reader.read(got);
    assertArrayEquals(value, got);
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldGiveTypedAccessWithoutCopying(SegmentLayout layout) {
    SegmentSpec typed =
        SegmentSpec.named("axis").module("test").layout(layout).record(AXIS).build();
    SegmentWriter writer = memory.createWriter(typed);
    SegmentReader reader = memory.attachReader("axis", AXIS);
    for (int i = 1; i < 200; i++) {
      writer.commitTimeNs(1000 + i);
      MutableRecord record = writer.begin();
      POSITION.set(record, i / 4.0);
      STATUS.set(record, i);
      writer.commit();
      long stamp = reader.beginRead();
      double position = POSITION.get(reader.view());
      long status = STATUS.get(reader.view());
      assertTrue(reader.validate(stamp));
      assertEquals(i / 4.0, position);
      assertEquals(i, status);
      assertEquals(1000 + i, reader.commitTimeNs());
    }
    assertThrows(InvalidRangeException.class, () -> writer.write(new byte[3]));
    RecordLayout other = otherLayout();
    SchemaMismatchException mismatch =
        assertThrows(SchemaMismatchException.class, () -> memory.attachReader("axis", other));
    assertTrue(mismatch.reason().contains("position"), mismatch.reason());
  }

  private static RecordLayout otherLayout() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f32("position", "mm");
    return fields.build();
  }

  @Test
  void shouldSayThatThereIsNoValueBeforeTheFirstCommit() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).build());
    SegmentReader reader = memory.attachReader("seg");
    assertFalse(reader.hasValue());
    assertThrows(NoValueYetException.class, () -> reader.read(new byte[8192]));
    assertThrows(NoValueYetException.class, reader::beginRead);
    assertThrows(NoValueYetException.class, () -> writer.writeAt(0, new byte[1], 0, 1));
    writer.write(new byte[1]);
    assertTrue(reader.hasValue());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseASecondWriterAndLeaveNothingOfIt(SegmentLayout layout) throws IOException {
    SegmentWriter writer = memory.createWriter(spec(layout).build());
    writer.write(new byte[] {1});
    List<String> before = files();
    LinuxSharedMemory other = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    for (SegmentLayout asked : SegmentLayout.values()) {
      assertThrows(SegmentBusyException.class, () -> other.createWriter(spec(asked).build()));
      assertThrows(
          SegmentBusyException.class,
          () -> other.createWriter(spec(asked).module("elsewhere").build()));
    }
    assertEquals(before, files());
    assertEquals(8192, before.isEmpty() ? 0 : memory.attachReader("seg").capacityBytes());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldLeaveAnEmptyDirectoryWhenTheWriterCloses(SegmentLayout layout) throws IOException {
    SegmentWriter writer = memory.createWriter(spec(layout).build());
    writer.write(new byte[] {1});
    assertEquals(2, files().size(), files().toString());
    writer.close();
    writer.close();
    assertEquals(List.of(), files());
    assertThrows(HandleClosedException.class, () -> writer.write(new byte[1]));
    assertThrows(HandleClosedException.class, writer::begin);
    assertThrows(NotFoundException.class, () -> memory.attachReader("seg"));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldMoveReadersToTheSegmentThatReplacesAClosedOne(SegmentLayout layout) {
    SegmentWriter first = memory.createWriter(spec(layout).build());
    first.write(bytes(8192, 1));
    SegmentReader reader = memory.attachReader("seg");
    byte[] got = new byte[16384];
    assertEquals(8192, reader.read(got));
    first.close();
    assertThrows(NotFoundException.class, () -> reader.read(got));
    SegmentWriter second = memory.createWriter(spec(layout).sizeBytes(16384).build());
    byte[] value = bytes(16384, 2);
    second.write(value);
    org.awaitility.Awaitility.await().ignoreExceptions().until(() -> reader.read(got) == 16384);
    assertArrayEquals(value, got);
  }

  @Test
  void shouldReportWhatInfoKnows() {
    SegmentSpec spec = spec(SegmentLayout.SLOTTED).slots(8).commitTime(CommitTime.WRITE).build();
    SegmentWriter writer = memory.createWriter(spec);
    writer.write(new byte[10]);
    SegmentReader one = memory.attachReader("seg");
    SegmentReader two = memory.attachReader("seg");
    SegmentInfo info = writer.info();
    assertEquals("seg", info.name());
    assertEquals("test", info.module());
    assertEquals(SegmentLayout.SLOTTED, info.geometry().layout());
    assertEquals(8, info.geometry().slots());
    assertEquals(8192, info.geometry().sizeBytes());
    assertEquals(SegmentState.ACTIVE, info.state());
    assertEquals(Liveness.ALIVE, info.owner().liveness());
    assertEquals(ProcessHandle.current().pid(), info.owner().pid());
    assertEquals(2, info.activity().version());
    assertEquals(2, info.activity().readers());
    assertTrue(info.activity().ageNs() >= 0);
    assertTrue(one.ageNs() >= 0);
    two.close();
    assertEquals(1, one.info().activity().readers());
  }

  @Test
  void shouldRefuseRangesBeforeTouchingAnything() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).build());
    writer.write(bytes(8192, 1));
    SegmentReader reader = memory.attachReader("seg");
    long version = writer.version();
    byte[] small = new byte[10];
    for (long bad : new long[] {-1, 8193, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThrows(InvalidRangeException.class, () -> writer.writeAt(bad, small, 0, 1));
      assertThrows(InvalidRangeException.class, () -> reader.readRange(bad, small, 0, 1));
    }
    assertThrows(InvalidRangeException.class, () -> writer.write(new byte[8193]));
    assertThrows(InvalidRangeException.class, () -> writer.write(small, 5, 6));
    assertThrows(InvalidRangeException.class, () -> writer.write(small, -1, 2));
    assertThrows(InvalidRangeException.class, () -> writer.write(small, Integer.MAX_VALUE, 2));
    assertThrows(
        InvalidRangeException.class, () -> reader.readRange(0, small, 5, Integer.MAX_VALUE));
    assertThrows(InvalidRangeException.class, () -> reader.read(small));
    assertThrows(InvalidRangeException.class, () -> reader.read(small, 11));
    assertEquals(version, writer.version());
    assertEquals(8192, reader.read(new byte[8192]));
  }

  @Test
  void shouldReadIntoABufferAndMoveItsPosition() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).build());
    ByteBuffer src = ByteBuffer.wrap(bytes(100, 1)).position(10).limit(20);
    writer.write(src);
    assertEquals(10, src.position());
    ByteBuffer dst = ByteBuffer.allocateDirect(50).position(3);
    assertEquals(10, memory.attachReader("seg").read(dst));
    assertEquals(13, dst.position());
    assertEquals(src.get(10), dst.get(3));
  }

  @Test
  void shouldRefuseWritersOfAClosedClientAndCloseWhatItGaveOut() throws IOException {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).build());
    SegmentReader reader = memory.attachReader("seg");
    assertEquals(List.of("reader of seg", "writer of seg"), memory.openHandles());
    memory.close();
    assertFalse(writer.isOpen());
    assertFalse(reader.isOpen());
    assertThrows(HandleClosedException.class, () -> reader.read(new byte[8192]));
    assertThrows(
        HandleClosedException.class,
        () -> memory.createWriter(spec(SegmentLayout.SLOTTED).build()));
    assertEquals(List.of(), files());
  }

  @Test
  void shouldRefuseADirectoryThatIsNotInMemory(@TempDir Path onDisk) {
    LinuxSharedMemory other = new LinuxSharedMemory(LinuxSettings.inDirectory(onDisk));
    SegmentSpec spec = spec(SegmentLayout.SLOTTED).build();
    org.junit.jupiter.api.Assumptions.assumeFalse(isInMemory(onDisk), "/tmp is in memory here");
    UnsupportedException refused =
        assertThrows(UnsupportedException.class, () -> other.createWriter(spec));
    assertTrue(refused.remedy().contains("tmpfs"));
  }

  private static boolean isInMemory(Path path) {
    try {
      return Files.getFileStore(path).type().equals("tmpfs");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
