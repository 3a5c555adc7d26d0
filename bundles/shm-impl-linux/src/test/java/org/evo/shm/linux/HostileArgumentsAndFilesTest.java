// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.InvalidNameException;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.linux.format.ClassicFormat;
import org.evo.shm.linux.format.SlottedFormat;
import org.evo.shm.spi.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, offsets and files that broke other systems (failure catalogue, rows 9, 10, 12, 17). */
class HostileArgumentsAndFilesTest {

  private static final int SIZE = 4096;

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

  private static SegmentSpec spec(SegmentLayout layout) {
    return SegmentSpec.named("seg").layout(layout).slots(1).sizeBytes(SIZE).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "", "\u0001", "\u001b[31m", "a\0b", "/etc/passwd"})
  void shouldRefuseANameBeforeAnythingIsTouched(String name) {
    assertThrows(InvalidNameException.class, () -> SegmentSpec.named(name));
    assertThrows(InvalidNameException.class, () -> memory.attachReader(name));
    assertThrows(InvalidNameException.class, () -> memory.attachReader("a".repeat(300)));
    assertEquals(List.of(), ProcessResources.files(directory));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseEveryOffsetThatWouldOverflowAndChangeNothing(SegmentLayout layout)
      throws IOException {
    SegmentWriter writer = memory.createWriter(spec(layout));
    writer.write(new byte[SIZE]);
    SegmentReader reader = memory.attachReader("seg");
    byte[] before = Files.readAllBytes(writer.info().file());
    byte[] part = new byte[8];
    for (long most : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32, SIZE}) {
      for (long bad : new long[] {most, most - 7, most - 127 + SIZE, -most, -1, -128}) {
        if (bad < 0 || bad > SIZE - 8) {
          assertThrows(InvalidRangeException.class, () -> writer.writeAt(bad, part, 0, 8));
          assertThrows(InvalidRangeException.class, () -> reader.readRange(bad, part, 0, 8));
        }
      }
    }
    assertThrows(
        InvalidRangeException.class, () -> writer.writeAt(0, part, 8, Integer.MAX_VALUE - 127));
    assertThrows(
        InvalidRangeException.class, () -> reader.readRange(0, part, Integer.MAX_VALUE - 127, 200));
    assertArrayEquals(before, Files.readAllBytes(writer.info().file()));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseARealFileThatClaimsAGibibyteItDoesNotHave(SegmentLayout layout)
      throws IOException {
    Path file = orphanOf(layout);
    claimAGibibyte(file, layout);
    CorruptException refused =
        assertThrows(CorruptException.class, () -> memory.attachReader("seg"));
    assertTrue(refused.reason().contains("but the file has"), refused.reason());
    ProbeResult probed =
        new LinuxPlatform(LinuxSettings.inDirectory(directory)).probe().probe(file);
    assertTrue(
        probed instanceof ProbeResult.Skipped s && s.file().reason().contains("but the file has"),
        probed.toString());
    try (SegmentWriter heir = memory.createWriter(spec(layout))) {
      heir.write(new byte[SIZE]);
      assertEquals(SIZE, memory.attachReader("seg").read(new byte[SIZE]));
    }
  }

  /** A copy under the same name, as a writer leaves it that was killed. */
  private Path orphanOf(SegmentLayout layout) throws IOException {
    Path file;
    byte[] bytes;
    try (SegmentWriter writer = memory.createWriter(spec(layout))) {
      writer.write(new byte[SIZE]);
      file = writer.info().file();
      bytes = Files.readAllBytes(file);
    }
    return Files.write(file, bytes);
  }

  private static void claimAGibibyte(Path file, SegmentLayout layout) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (layout == SegmentLayout.CLASSIC) {
      b.putLong(ClassicFormat.SIZE_OFFSET, 1L << 30);
    } else {
      b.putLong(SlottedFormat.SIZE_OFFSET, 1L << 30);
      b.putLong(SlottedFormat.CAPACITY_OFFSET, 1L << 30);
      b.putLong(SlottedFormat.STRIDE_OFFSET, (1L << 30) + SlottedFormat.PAGE_BYTES);
      CRC32C crc = new CRC32C();
      crc.update(bytes, 0, SlottedFormat.HEADER_CHECKSUM_OFFSET);
      b.putInt(SlottedFormat.HEADER_CHECKSUM_OFFSET, (int) crc.getValue());
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.write(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNeverShowTheTailOfALongerValue(SegmentLayout layout) {
    SegmentWriter writer = memory.createWriter(spec(layout));
    byte[] longer = new byte[SIZE];
    Arrays.fill(longer, (byte) 0x55);
    writer.write(longer);
    writer.write(new byte[] {1, 2, 3});
    SegmentReader reader = memory.attachReader("seg");
    byte[] copy = new byte[SIZE];
    int length = reader.read(copy);
    assertEquals(layout == SegmentLayout.CLASSIC ? SIZE : 3, length);
    byte[] expected = new byte[SIZE];
    System.arraycopy(new byte[] {1, 2, 3}, 0, expected, 0, 3);
    assertArrayEquals(Arrays.copyOf(expected, length), Arrays.copyOf(copy, length));
    if (layout == SegmentLayout.SLOTTED) {
      assertThrows(InvalidRangeException.class, () -> reader.readRange(3, copy, 0, 1));
    }
  }
}
