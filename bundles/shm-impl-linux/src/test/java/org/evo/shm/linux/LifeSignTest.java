// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells a writer that writes nothing from one that is dead. */
class LifeSignTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private static FileTime changed(Path file) throws IOException {
    return (FileTime) Files.getAttribute(file, "unix:ctime");
  }

  @Test
  void shouldBeRenewedAgainAndAgainThoughNothingIsWritten() throws IOException {
    try (LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
        SegmentWriter idle = memory.createWriter(SegmentSpec.named("idle").build())) {
      Path found = onlyDataFile();
      FileTime before = changed(found);
      for (int sign = 1; sign <= 3; sign++) {
        FileTime last = before;
        await().atMost(SOON).until(() -> changed(found).compareTo(last) > 0);
        before = changed(found);
      }
      assertEquals(0, idle.version());
    }
  }

  private Path onlyDataFile() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> !file.toString().endsWith(".meta")).findFirst().orElseThrow();
    }
  }
}
