// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the interfaces promise of one writer and one reader. */
class HandleContractTest {

  private static final int SIZE = 8192;

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
    return SegmentSpec.named("seg").module("test").layout(layout).sizeBytes(SIZE);
  }

  private static byte[] value(int fill) {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseToCommitANegativeLength(SegmentLayout layout) {
    SegmentWriter writer = memory.createWriter(spec(layout).build());
    writer.write(value(1));
    for (int bad : new int[] {-1, -4096, Integer.MIN_VALUE}) {
      writer.begin();
      assertThrows(InvalidRangeException.class, () -> writer.commit(bad));
      writer.abort();
    }
    byte[] copy = new byte[SIZE];
    assertEquals(SIZE, memory.attachReader("seg").read(copy));
    assertArrayEquals(value(1), copy);
    assertEquals("ALIVE", writer.info().owner().liveness().name());
  }

  @Test
  void shouldNeverOverwriteTheClassicHeaderByANegativeLength() throws Exception {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.CLASSIC).build());
    writer.write(value(1));
    Path file = writer.info().file();
    byte[] before = Arrays.copyOfRange(Files.readAllBytes(file), 64, 128);
    writer.begin();
    try {
      writer.commit(-1);
    } catch (RuntimeException refused) {
      writer.abort();
    }
    assertArrayEquals(before, Arrays.copyOfRange(Files.readAllBytes(file), 64, 128));
  }

  @Test
  void shouldReadARecordWithoutTheOptionalFieldsThatTheWriterDoesNotKnow() {
    RecordLayout.Builder older = RecordLayout.builder("axis");
    FloatField position = older.f64("position", "mm");
    RecordLayout.Builder newer = RecordLayout.builder("axis");
    newer.f64("position", "mm");
    newer.append(FieldType.F64, "temperature", 1, "K", true);
    SegmentWriter writer =
        memory.createWriter(SegmentSpec.named("seg").record(older.build()).build());
    position.set(writer.begin(), 1.5);
    writer.commit();
    SegmentReader reader = memory.attachReader("seg", newer.build());
    long stamp = reader.beginRead();
    assertEquals(1.5, position.get(reader.view()));
    assertTrue(reader.validate(stamp));
  }

  /** Queries are no reads: the view stays what beginRead has chosen. */
  @Test
  void shouldKeepTheViewOfAReadThatWasBegunWhenAsked() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).build());
    writer.write(value(1));
    SegmentReader reader = memory.attachReader("seg");
    long stamp = reader.beginRead();
    byte first = reader.view().getByte(0);
    writer.write(value(2));
    reader.hasValue();
    reader.ageNs();
    byte second = reader.view().getByte(1);
    assertTrue(!reader.validate(stamp) || first == second, first + " and " + second);
  }

  @Test
  void shouldForgetTheCommitTimeWhenTheNextGenerationHasNone() {
    SegmentWriter first =
        memory.createWriter(spec(SegmentLayout.SLOTTED).commitTime(CommitTime.WRITE).build());
    first.write(value(1));
    SegmentReader reader = memory.attachReader("seg");
    byte[] copy = new byte[SIZE];
    reader.read(copy);
    first.close();
    SegmentWriter second =
        memory.createWriter(spec(SegmentLayout.SLOTTED).commitTime(CommitTime.ABSENT).build());
    second.write(value(2));
    reader.read(copy);
    assertEquals(0, reader.commitTimeNs());
    assertEquals(SegmentReader.UNKNOWN_AGE_NS, reader.ageNs());
  }

  @Test
  void shouldReadARangeThatOnlyTheNextGenerationHas() {
    SegmentWriter first = memory.createWriter(spec(SegmentLayout.SLOTTED).build());
    first.write(value(1));
    SegmentReader reader = memory.attachReader("seg");
    reader.read(new byte[SIZE]);
    first.close();
    SegmentWriter second =
        memory.createWriter(spec(SegmentLayout.SLOTTED).sizeBytes(2 * SIZE).build());
    second.write(new byte[2 * SIZE]);
    reader.readRange(SIZE + 100, new byte[8], 0, 8);
    assertEquals(2 * SIZE, reader.capacityBytes());
  }

  @Test
  void shouldSayThatAReaderIsClosedWhateverRangeIsAskedFor() {
    memory.createWriter(spec(SegmentLayout.SLOTTED).build()).write(value(1));
    SegmentReader reader = memory.attachReader("seg");
    reader.close();
    assertThrows(HandleClosedException.class, () -> reader.readRange(100, new byte[8], 0, 8));
  }

  @Test
  void shouldGiveTheEmptyValueBackWhenATransactionOfOneSlotIsAborted() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).slots(1).build());
    writer.write(new byte[0]);
    SegmentReader reader = memory.attachReader("seg");
    assertEquals(0, reader.read(new byte[SIZE]));
    writer.begin();
    writer.abort();
    assertEquals(0, reader.read(new byte[SIZE]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldTellAnEmptyValueFromNone(int slots) {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).slots(slots).build());
    writer.write(new byte[0]);
    assertThrows(InvalidRangeException.class, () -> writer.writeAt(0, new byte[1], 0, 1));
    writer.beginUpdate();
    writer.commit(0);
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldStillHaveNoValueWhenTheFirstTransactionIsAborted(SegmentLayout layout) {
    SegmentWriter writer = memory.createWriter(spec(layout).slots(1).build());
    SegmentReader reader = memory.attachReader("seg");
    writer.begin();
    noValueYet(reader);
    writer.abort();
    noValueYet(reader);
    assertThrows(NoValueYetException.class, writer::beginUpdate);
    writer.write(value(1));
    assertTrue(reader.hasValue());
    assertEquals(SIZE, reader.read(new byte[SIZE]));
  }

  @Test
  void shouldHaveNoValueInANewGenerationWhoseFirstTransactionIsAborted() {
    try (SegmentWriter first = memory.createWriter(spec(SegmentLayout.SLOTTED).slots(1).build())) {
      first.write(value(1));
      SegmentReader reader = memory.attachReader("seg");
      assertEquals(SIZE, reader.read(new byte[SIZE]));
      first.close();
      SegmentWriter second =
          memory.createWriter(spec(SegmentLayout.SLOTTED).slots(1).sizeBytes(2 * SIZE).build());
      second.begin();
      second.abort();
      noValueYet(reader);
      second.write(value(2));
      assertEquals(SIZE, reader.read(new byte[SIZE]));
    }
  }

  private static void noValueYet(SegmentReader reader) {
    assertFalse(reader.hasValue());
    assertThrows(NoValueYetException.class, () -> reader.read(new byte[SIZE]));
    assertThrows(NoValueYetException.class, reader::beginRead);
    assertThrows(NoValueYetException.class, () -> reader.readRange(0, new byte[1], 0, 1));
  }

  @Test
  void shouldKnowThatThereIsAValueThoughTheOnlySlotIsBeingWritten() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED).slots(1).build());
    writer.write(value(1));
    writer.begin();
    SegmentReader reader = memory.attachReader("seg");
    assertTrue(reader.hasValue());
    assertThrows(VersionConflictException.class, () -> reader.read(new byte[SIZE]));
    writer.abort();
    assertTrue(reader.hasValue());
    assertEquals(SIZE, reader.read(new byte[SIZE]));
  }

  @Test
  void shouldNotRepeatAHostileNameWhenItIsClosed() {
    memory.close();
    RuntimeException refused =
        assertThrows(RuntimeException.class, () -> memory.attachReader("\u001b[31m"));
    assertTrue(refused.getMessage().chars().allMatch(c -> c >= ' ' && c <= '~'));
    assertFalse(
        assertThrows(RuntimeException.class, () -> memory.attachReader(null))
            instanceof NullPointerException);
  }
}
