// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two slots of the largest size: more than one mapping can hold. */
class LargeSegmentTest {

  private static final int SIZE = SegmentSpec.MAX_SIZE_BYTES;
  private static final long NEEDED_BYTES = 3L << 30;
  private static final long AVAILABLE_FACTOR = 1024;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private static long availableMemoryBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * AVAILABLE_FACTOR)
        .findFirst()
        .orElse(0);
  }

  @Test
  void shouldMapSlotsOneByOneAndReachTheirLastBytes() throws IOException {
    long free = Math.min(Files.getFileStore(directory).getUsableSpace(), availableMemoryBytes());
    assumeTrue(free >= NEEDED_BYTES, "needs 3 GiB, free are " + free + " bytes");
    LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    SegmentSpec spec = SegmentSpec.named("large").module("test").sizeBytes(SIZE).slots(2).build();
    try (SegmentWriter writer = memory.createWriter(spec);
        SegmentReader reader = memory.attachReader("large")) {
      assertEquals(SIZE, writer.capacityBytes());
      for (int i = 1; i <= 4; i++) {
        writer.begin().putLong(SIZE - 8, i);
        assertEquals(2 * i, writer.commit());
        byte[] last = new byte[8];
        reader.readRange(SIZE - 8, last, 0, 8);
        assertArrayEquals(new byte[] {(byte) i, 0, 0, 0, 0, 0, 0, 0}, last);
        long stamp = reader.beginRead();
        assertEquals(i, reader.view().getLong(SIZE - 8));
        assertEquals(true, reader.validate(stamp));
      }
      assertEquals(6, mappings(), "header and two slots, of writer and reader");
      assertEquals(SIZE, reader.info().geometry().sizeBytes());
    }
    assertEquals(List.of(), ProcessResources.files(directory));
    assertEquals(List.of(), ProcessResources.of(directory));
  }

  private long mappings() {
    return ProcessResources.of(directory).stream().filter(held -> !held.contains("->")).count();
  }
}
