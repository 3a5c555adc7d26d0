// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.VersionConflictException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A race: the reader finds the version odd, the writer closes, the reader finds the lock free. */
class ReaderOfAClosedClassicSegmentTest {

  private static final int SIZE = 65536;
  private static final int ROUNDS = 100;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static ShmException repeat(AtomicLong count, Runnable action) {
    while (true) {
      try {
        action.run();
        count.incrementAndGet();
      } catch (VersionConflictException e) {
        count.incrementAndGet();
      } catch (ShmException e) {
        return e;
      }
    }
  }

  @Test
  void shouldNotCallAWriterDeadThatClosed() throws InterruptedException, ExecutionException {
    byte[] copy = new byte[SIZE];
    for (int i = 0; i < ROUNDS; i++) {
      LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
      SegmentWriter writer =
          memory.createWriter(
              SegmentSpec.named("seg").layout(SegmentLayout.CLASSIC).sizeBytes(SIZE).build());
      writer.write(new byte[SIZE]);
      SegmentReader reader = memory.attachReader("seg");
      AtomicLong writes = new AtomicLong();
      AtomicLong reads = new AtomicLong();
      Future<ShmException> writing =
          threads.submit(() -> repeat(writes, () -> writer.write(new byte[SIZE])));
      Future<ShmException> reading = threads.submit(() -> repeat(reads, () -> reader.read(copy)));
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> writes.get() > 10 && reads.get() > 10);
      writer.close();
      writing.get();
      assertEquals(NotFoundException.class, reading.get().getClass());
      memory.close();
    }
  }
}
