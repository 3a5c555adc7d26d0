// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread is interrupted again and again while it creates and attaches. */
class InterruptStormTest {

  private static final int ROUNDS = 1000;
  private static final long SEED = 1;
  private static final int MOST_PAUSE_NS = 100_000;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  @Test
  void shouldSurviveAnInterruptAtAnyMoment() throws InterruptedException, ExecutionException {
    LinuxSharedMemory memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
    FutureTask<Integer> work = new FutureTask<>(() -> lives(memory));
    Thread thread = new Thread(work, "interrupted");
    thread.start();
    Random pauses = new Random(SEED);
    while (!work.isDone()) {
      thread.interrupt();
      // Without a pause nothing gets between two interrupts, and most work is done again.
      LockSupport.parkNanos(pauses.nextInt(MOST_PAUSE_NS));
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
