// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SlottedFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksummedSegmentTest {

  private static final int CAPACITY = 200;
  private static final int CRC_32C_REVERSED = 0x82F63B78;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final Random random = new Random(1);
  private LinuxSharedMemory memory;

  @BeforeEach
  void open() {
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private static SegmentSpec.Builder spec(int slots) {
    return SegmentSpec.named("seg").capacityBytes(CAPACITY).slots(slots).checksummed(true);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Where the slot of the newest value begins. */
  private static long slotOf(SegmentSpec spec, long version) {
    return SegmentGeometry.of(spec).slotOffset((int) (version / 2) & (spec.slots() - 1));
  }

  private static void flip(SegmentWriter writer, long offset, int bit) throws IOException {
    try (FileChannel file =
        FileChannel.open(writer.info().file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ 1 << bit));
      file.write(one.rewind(), offset);
    }
  }

  private static void assertEveryReadRefuses(SegmentReader reader, String what) {
    byte[] copy = new byte[CAPACITY];
    long last = reader.lastReadVersion();
    assertThrows(CorruptException.class, () -> reader.read(copy), what);
    assertThrows(CorruptException.class, () -> reader.read(ByteBuffer.wrap(copy)), what);
    assertThrows(CorruptException.class, () -> reader.readRange(7, copy, 0, 1), what);
    assertThrows(CorruptException.class, reader::beginRead, what);
    assertEquals(last, reader.lastReadVersion(), what);
  }

  private static void assertEveryReadGives(byte[] expected, SegmentReader reader) {
    byte[] array = new byte[expected.length];
    assertEquals(expected.length, reader.read(array));
    assertArrayEquals(expected, array);
    ByteBuffer direct = ByteBuffer.allocateDirect(expected.length + 3).position(3);
    assertEquals(expected.length, reader.read(direct));
    assertEquals(ByteBuffer.wrap(expected), direct.flip().position(3));
    byte[] range = new byte[expected.length - 2];
    reader.readRange(1, range, 0, range.length);
    assertEquals(ByteBuffer.wrap(expected, 1, range.length), ByteBuffer.wrap(range));
    long stamp = reader.beginRead();
    byte[] viewed = new byte[reader.payloadBytes()];
    reader.view().getBytes(0, viewed, 0, viewed.length);
    assertTrue(reader.validate(stamp));
    assertArrayEquals(expected, viewed);
    assertEquals(stamp, reader.lastReadVersion());
    assertFalse(reader.hasChanged());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldBeReadHoweverItWasWritten(int slots) {
    SegmentWriter writer = memory.createWriter(spec(slots).build());
    SegmentReader reader = memory.attachReader("seg");
    assertThrows(NoValueYetException.class, reader::beginRead);
    byte[] value = bytes(CAPACITY);

    writer.write(value, 10, 100);
    assertEveryReadGives(java.util.Arrays.copyOfRange(value, 10, 110), reader);

    writer.commitTimeNs(42);
    writer.write(ByteBuffer.allocateDirect(CAPACITY).put(value).flip());
    assertEveryReadGives(value, reader);
    assertEquals(42, reader.commitTimeNs());

    value[17] ^= 1;
    writer.writeAt(17, value, 17, 1);
    assertEveryReadGives(value, reader);

    writer.begin().putBytes(0, value, 3, 90);
    writer.commit(90);
    assertEveryReadGives(java.util.Arrays.copyOfRange(value, 3, 93), reader);

    writer.write(value);
    writer.beginUpdate().putByte(5, value[5] ^= 1);
    writer.commit();
    assertEveryReadGives(value, reader);

    writer.begin().putByte(5, (byte) 0);
    writer.abort();
    assertEveryReadGives(value, reader);
    assertTrue(reader.info().geometry().checksummed());
  }

  @ParameterizedTest
  @EnumSource(CommitTime.class)
  void shouldBeReadWhereverCommitTimesComeFrom(CommitTime time) {
    SegmentWriter writer = memory.createWriter(spec(4).commitTime(time).build());
    byte[] value = bytes(CAPACITY);

    writer.write(value);
    writer.write(value);

    assertEveryReadGives(value, memory.attachReader("seg"));
  }

  @ParameterizedTest
  @CsvSource({"1,200", "4,200", "4,0", "16,8"})
  void shouldHaveTheChecksumThatTheFormatAsksFor(int slots, int length) throws IOException {
    SegmentSpec spec = spec(slots).build();
    SegmentWriter writer = memory.createWriter(spec);
    writer.commitTimeNs(0x1122334455667788L);
    long version = 0;
    for (int i = 0; i < 3; i++) {
      version = writer.write(bytes(length));
    }

    byte[] slot = new byte[SlottedFormat.SLOT_PAYLOAD_OFFSET + length];
    try (FileChannel file = FileChannel.open(writer.info().file())) {
      file.read(ByteBuffer.wrap(slot), slotOf(spec, version));
    }

    byte[] covered = new byte[20 + length];
    System.arraycopy(slot, 0, covered, 0, 12);
    System.arraycopy(slot, 16, covered, 12, 8);
    System.arraycopy(slot, 32, covered, 20, length);
    int stored = ByteBuffer.wrap(slot).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(12);
    assertEquals(crc32c(covered), stored);
  }

  /** Bit by bit, as it is defined. */
  private static int crc32c(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xFF;
      for (int i = 0; i < 8; i++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ CRC_32C_REVERSED;
      }
    }
    return ~crc;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldRefuseAValueWithAnyBitFlipped(int slots) throws IOException {
    SegmentSpec spec = spec(slots).build();
    SegmentWriter writer = memory.createWriter(spec);
    SegmentReader reader = memory.attachReader("seg");
    byte[] value = bytes(CAPACITY);
    writer.commitTimeNs(77);
    long slot = slotOf(spec, writer.write(value));
    assertEveryReadGives(value, reader);

    for (int i = 0; i < SlottedFormat.SLOT_PAYLOAD_OFFSET + CAPACITY; i++) {
      boolean covered = i >= 8 && (i < 24 || i >= 32);
      for (int bit = 0; covered && bit < 8; bit += 3) {
        flip(writer, slot + i, bit);
        assertEveryReadRefuses(reader, "bit " + bit + " of byte " + i);
        flip(writer, slot + i, bit);
      }
    }
    assertEveryReadGives(value, reader);
  }

  @Test
  void shouldRefuseAnOldValueUnderANewVersion() throws IOException {
    SegmentSpec spec = spec(4).build();
    SegmentWriter writer = memory.createWriter(spec);
    SegmentReader reader = memory.attachReader("seg");
    for (int i = 0; i < 5; i++) {
      writer.write(bytes(CAPACITY));
    }
    assertEquals(CAPACITY, reader.read(new byte[CAPACITY]));

    flip(writer, SlottedFormat.VERSION_OFFSET, 3);

    assertEveryReadRefuses(reader, "version");
  }

  @Test
  void shouldSayWhatItFoundAndWhatToDo() throws IOException {
    SegmentSpec spec = spec(4).build();
    SegmentWriter writer = memory.createWriter(spec);
    long slot = slotOf(spec, writer.write(bytes(CAPACITY)));
    flip(writer, slot + SlottedFormat.SLOT_PAYLOAD_OFFSET + 9, 5);

    CorruptException refused =
        assertThrows(CorruptException.class, () -> memory.attachReader("seg").beginRead());

    assertEquals("seg", refused.segment());
    assertTrue(
        refused.reason().matches(".*value 2 .*it says \\p{XDigit}{8}.*has \\p{XDigit}{8}.*"),
        refused.reason());
    assertFalse(refused.remedy().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldNotHideDamageUnderANewChecksum(int slots) throws IOException {
    SegmentSpec spec = spec(slots).build();
    SegmentWriter writer = memory.createWriter(spec);
    SegmentReader reader = memory.attachReader("seg");
    byte[] value = bytes(CAPACITY);
    long slot = slotOf(spec, writer.write(value));
    flip(writer, slot + SlottedFormat.SLOT_PAYLOAD_OFFSET + 150, 0);

    assertThrows(CorruptException.class, () -> writer.writeAt(0, value, 0, 1));
    assertThrows(CorruptException.class, writer::beginUpdate);
    writer.begin();
    writer.abort();
    assertEveryReadRefuses(reader, "aborted");

    writer.write(value);
    assertEveryReadGives(value, reader);
    writer.writeAt(0, value, 0, 1);
    assertEveryReadGives(value, reader);
  }

  @Test
  void shouldNotTakeADamagedValueAlongToAnotherFile() throws IOException {
    SegmentSpec spec = spec(4).build();
    SegmentWriter writer = memory.createWriter(spec);
    SegmentReader reader = memory.attachReader("seg");
    long slot = slotOf(spec, writer.write(bytes(CAPACITY)));
    flip(writer, slot + SlottedFormat.SLOT_PAYLOAD_OFFSET + 150, 0);

    Files.delete(writer.info().file());

    await().until(() -> failure(reader) instanceof NoValueYetException);
  }

  /** A read that gives a value fails the test. */
  private static ShmException failure(SegmentReader reader) {
    return assertThrows(ShmException.class, () -> reader.read(new byte[CAPACITY]));
  }

  @Test
  void shouldKeepWhatAViewShowsWhileTheWriterGoesOn() {
    SegmentWriter writer = memory.createWriter(spec(1).build());
    SegmentReader reader = memory.attachReader("seg");
    writer.write(new byte[] {1, 2, 3});

    long stamp = reader.beginRead();
    writer.begin().putByte(0, (byte) 9);
    assertEquals(1, reader.view().getByte(0));
    assertTrue(reader.validate(stamp));
    writer.commit(2);
    assertEquals(3, reader.view().getByte(2));
    assertTrue(reader.validate(stamp));
    assertFalse(reader.validate(stamp - 2));

    stamp = reader.beginRead();
    assertEquals(9, reader.view().getByte(0));
    assertTrue(reader.validate(stamp));
  }

  @Test
  void shouldRefuseRangesAndDestinationsThatDoNotFit() {
    SegmentWriter writer = memory.createWriter(spec(4).build());
    SegmentReader reader = memory.attachReader("seg");
    writer.write(new byte[100]);

    assertThrows(InvalidRangeException.class, () -> reader.read(new byte[99]));
    assertThrows(InvalidRangeException.class, () -> reader.read(ByteBuffer.allocate(99)));
    assertThrows(
        InvalidRangeException.class, () -> reader.readRange(100, new byte[CAPACITY], 0, 1));
  }

  @Test
  void shouldBeFollowedToGenerationsWithAndWithoutChecksums() {
    byte[] value = bytes(CAPACITY);
    SegmentReader reader = null;
    for (int i = 0; i < 4; i++) {
      LinuxSharedMemory owner = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
      SegmentWriter writer = owner.createWriter(spec(4).checksummed(i % 2 == 0).build());
      writer.write(value);
      if (reader == null) {
        reader = memory.attachReader("seg");
      }
      assertEveryReadGives(value, reader);
      assertEquals(i % 2 == 0, reader.info().geometry().checksummed());
      owner.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void shouldAllocateNothing(int slots) {
    SegmentWriter writer = memory.createWriter(spec(slots).build());
    SegmentReader reader = memory.attachReader("seg");
    byte[] value = bytes(CAPACITY);
    byte[] copy = new byte[CAPACITY];
    ByteBuffer source = ByteBuffer.wrap(value);
    ByteBuffer target = ByteBuffer.allocateDirect(CAPACITY);
    Runnable all =
        () -> {
          writer.write(value);
          reader.read(copy);
          writer.write(source);
          reader.read(target.clear());
          writer.writeAt(5, value, 0, 3);
          reader.readRange(5, copy, 0, 3);
          writer.beginUpdate().putByte(3, (byte) 1);
          writer.commit();
          reader.validate(reader.beginRead());
          writer.begin();
          writer.abort();
        };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    repeat(all, 20_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(all, 50_000);
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / 50_000;

    assertTrue(before > 0, "this JVM does not measure allocation");
    assertEquals(0, each, "bytes a round");
  }

  private static void repeat(Runnable action, int times) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }
}
