// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.SegmentBusyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A thread that has been interrupted, as in a shutdown, can do everything and stays interrupted.
 */
class InterruptedThreadTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  @BeforeEach
  void interrupt() {
    Thread.currentThread().interrupt();
  }

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldCreateAttachReadWriteAndClose(SegmentLayout layout) {
    SegmentSpec spec = SegmentSpec.named("seg").layout(layout).build();
    LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    SegmentWriter writer = memory.createWriter(spec);
    assertTrue(Thread.currentThread().isInterrupted());
    SegmentReader reader = memory.attachReader("seg");
    assertTrue(Thread.currentThread().isInterrupted());
    assertEquals(2, writer.write(new byte[4096]));
    assertEquals(4096, reader.read(new byte[4096]));
    assertThrows(SegmentBusyException.class, () -> memory.createWriter(spec));
    assertEquals(1, writer.info().activity().readers());
    writer.flush();
    reader.close();
    writer.close();
    assertTrue(Thread.currentThread().isInterrupted());
    assertEquals(List.of(), files());
  }

  private List<String> files() {
    Thread.interrupted();
    return ProcessResources.files(directory);
  }
}
