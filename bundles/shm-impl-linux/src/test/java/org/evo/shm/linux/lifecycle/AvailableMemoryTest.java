// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.posix.Posix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {

  private static final SegmentHeader ONE_MEBIBYTE_IN_FOUR_SLOTS =
      SegmentHeader.of(SegmentSpec.named("seg").sizeBytes(1 << 20).slots(4).build(), 1);

  @TempDir Path directory;

  private AvailableMemory memory(String... lines) throws IOException {
    Path memInfo = Files.write(directory.resolve("meminfo"), List.of(lines));
    return new AvailableMemory(new Posix(), memInfo);
  }

  @Test
  void shouldRefuseASegmentThatNeedsMoreThanThereIs() throws IOException {
    AvailableMemory little = memory("MemTotal: 9000 kB", "MemAvailable:    4096 kB");
    ResourceExhaustedException refused =
        assertThrows(
            ResourceExhaustedException.class, () -> little.check(ONE_MEBIBYTE_IN_FOUR_SLOTS));
    assertTrue(refused.reason().contains("4 slots"), refused.reason());
    assertTrue(refused.reason().contains("4194304 are available"), refused.reason());
  }

  @Test
  void shouldAcceptASegmentThatFits() throws IOException {
    AvailableMemory enough = memory("MemAvailable:    9000 kB");
    assertDoesNotThrow(() -> enough.check(ONE_MEBIBYTE_IN_FOUR_SLOTS));
  }

  @Test
  void shouldSayWhenTheKernelDoesNotTell() throws IOException {
    AvailableMemory unknown = memory("MemTotal: 9000 kB");
    assertThrows(IOException.class, () -> unknown.check(ONE_MEBIBYTE_IN_FOUR_SLOTS));
  }
}
