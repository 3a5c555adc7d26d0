// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing takes the file away from under a read that is under way. */
class ReaderClosedByAnotherThreadTest {

  private static final int ROUNDS = 1500;
  private static final int SIZE = 4096;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNeverReturnTheZerosThatAreLeft(SegmentLayout layout) throws InterruptedException {
    byte[] value = new byte[SIZE];
    Arrays.fill(value, (byte) 7);
    AtomicLong wrong = new AtomicLong();
    try (LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory))) {
      SegmentWriter writer =
          memory.createWriter(SegmentSpec.named("seg").layout(layout).sizeBytes(SIZE).build());
      writer.write(value);
      for (int round = 0; round < ROUNDS; round++) {
        SegmentReader reader = memory.attachReader("seg");
        CountDownLatch reading = new CountDownLatch(1);
        Thread thread = new Thread(() -> wrong.addAndGet(wrongReads(reader, value, reading)));
        thread.start();
        reading.await();
        reader.close();
        thread.join();
      }
    }
    assertEquals(0, wrong.get(), "reads that returned something else than the value");
  }

  private static long wrongReads(SegmentReader reader, byte[] value, CountDownLatch reading) {
    byte[] copy = new byte[SIZE];
    long wrong = 0;
    try {
      while (true) {
        int length = reader.read(copy);
        wrong += length == SIZE && Arrays.equals(copy, value) ? 0 : 1;
        reading.countDown();
      }
    } catch (HandleClosedException e) {
      return wrong;
    }
  }
}
