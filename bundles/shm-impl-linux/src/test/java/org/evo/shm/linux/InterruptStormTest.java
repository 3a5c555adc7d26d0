// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread is interrupted again and again while it creates and attaches. */
class InterruptStormTest {

  private static final int ROUNDS = 1000;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  @Test
  void shouldSurviveAnInterruptAtAnyMoment() throws InterruptedException, ExecutionException {
    LinuxSharedMemory memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
    FutureTask<Integer> work = new FutureTask<>(() -> lives(memory));
    Thread thread = new Thread(work, "interrupted");
    thread.start();
    while (!work.isDone()) {
      thread.interrupt();
    }
    assertEquals(ROUNDS, work.get());
    assertEquals(List.of(), ProcessResources.files(directory));
  }

  private static int lives(LinuxSharedMemory memory) {
    for (int i = 0; i < ROUNDS; i++) {
      try (SegmentWriter writer = memory.createWriter(SegmentSpec.named("seg").build());
          SegmentReader reader = memory.attachReader("seg")) {
        writer.write(new byte[1]);
        reader.read(new byte[1]);
      }
    }
    return ROUNDS;
  }
}
