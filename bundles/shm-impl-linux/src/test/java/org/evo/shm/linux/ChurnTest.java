// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ErrorCode;
import org.evo.shm.error.ShmException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment comes and goes, each time of another size, while readers attach, read and follow. */
class ChurnTest {

  private static final int LIVES = 150;
  private static final int VALUES = 5;

  /** What a reader may be told: not there, nothing in it yet, or try again. */
  private static final Set<ErrorCode> EXPECTED =
      Set.of(ErrorCode.NOT_FOUND, ErrorCode.NO_VALUE_YET, ErrorCode.VERSION_CONFLICT);

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private LinuxSharedMemory readers;

  @BeforeEach
  void open() {
    readers =
        new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    readers.close();
  }

  private Future<Integer> churn() {
    LinuxSharedMemory writers =
        new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
    return threads.submit(
        () -> {
          for (int life = 1; life <= LIVES; life++) {
            SegmentSpec spec =
                SegmentSpec.named("seg")
                    .layout(SegmentLayout.SLOTTED)
                    .sizeBytes(4096L << (life % 3))
                    .build();
            try (SegmentWriter writer = writers.createWriter(spec)) {
              byte[] value = new byte[spec.sizeBytes()];
              for (int i = 0; i < VALUES; i++) {
                Arrays.fill(value, (byte) (life * VALUES + i));
                writer.write(value);
              }
            }
          }
          return LIVES;
        });
  }

  /** The values it got, all of them whole. */
  private static int check(byte[] copy, int length) {
    for (int i = 1; i < length; i++) {
      if (copy[i] != copy[0]) {
        throw new AssertionError("byte " + i + " of " + length + " is of another value");
      }
    }
    return 1;
  }

  private static void expect(ShmException e) {
    if (!EXPECTED.contains(e.code())) {
      throw e;
    }
  }

  private int attachAgainAndAgain(Future<Integer> until) {
    byte[] copy = new byte[4 * 4096];
    int values = 0;
    while (!until.isDone()) {
      try (SegmentReader reader = readers.attachReader("seg")) {
        values += check(copy, reader.read(copy));
      } catch (ShmException e) {
        expect(e);
      }
    }
    return values;
  }

  private int follow(SegmentReader reader, Future<Integer> until) {
    byte[] copy = new byte[4 * 4096];
    int values = 0;
    while (!until.isDone()) {
      try {
        values += check(copy, reader.read(copy));
      } catch (ShmException e) {
        expect(e);
      }
    }
    return values;
  }

  @Test
  void shouldShowWholeValuesOrNothingToReadersOfASegmentThatComesAndGoes()
      throws InterruptedException, ExecutionException {
    SegmentWriter first = readers.createWriter(SegmentSpec.named("seg").build());
    SegmentReader follower = readers.attachReader("seg");
    first.close();
    Future<Integer> writing = churn();
    Future<Integer> attaching = threads.submit(() -> attachAgainAndAgain(writing));
    Future<Integer> following = threads.submit(() -> follow(follower, writing));
    assertEquals(LIVES, writing.get());
    assertTrue(attaching.get() + following.get() > 0, "nothing was ever read");

    follower.close();
    assertEquals(List.of(), ProcessResources.files(directory));
    assertEquals(List.of(), ProcessResources.of(directory));
  }
}
