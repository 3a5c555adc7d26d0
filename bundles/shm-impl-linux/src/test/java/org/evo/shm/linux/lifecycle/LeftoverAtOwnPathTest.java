// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.evo.shm.linux.lifecycle.ClaimFixture.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file of the very segment is at the path that a new one would get: in a container always. */
class LeftoverAtOwnPathTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 100;

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldReplaceARetiredFileAtItsOwnPath(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    dead.memory().retireRelease();
    OwnedSegment heir = fixture.claim(layout);
    assertTrue(ClaimFixture.write(heir, 2) > 2);
    assertEquals(1, fixture.dataFiles().size());
  }

  @Test
  void shouldReplaceAnOlderLeftoverAtItsOwnPathWhenTheNewestIsAnotherModules() throws IOException {
    OwnedSegment older = fixture.orphan(SegmentLayout.SLOTTED);
    byte[] bytes = Files.readAllBytes(older.path());
    fixture.orphan(spec(SegmentLayout.SLOTTED).module("other").build());
    Files.write(older.path(), bytes);
    OwnedSegment heir = fixture.claim(SegmentLayout.SLOTTED);
    assertTrue(ClaimFixture.write(heir, 2) > 2);
    assertEquals(1, fixture.dataFiles().size());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldReplaceAFileWhoseStateIsDamaged(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    int at = dead.header().geometry().stateOffset();
    dead.memory().header().putInt(at, 77);
    OwnedSegment heir = fixture.claim(layout);
    assertTrue(ClaimFixture.write(heir, 2) >= 2);
    assertEquals(1, fixture.dataFiles().size());
  }

  /** One thread closes while another claims: at most busy, never a stranger's file. */
  @Test
  void shouldOnlyEverBeBusyWhileThreadsOfOneProcessCloseAndClaim()
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<ShmException>> results = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS; i++) {
        results.add(threads.submit(this::churn));
      }
      for (Future<ShmException> result : results) {
        assertEquals(null, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private ShmException churn() {
    try (LinuxSharedMemory client = fixture.client()) {
      for (int i = 0; i < ROUNDS; i++) {
        try (SegmentWriter writer = client.createWriter(spec(SegmentLayout.SLOTTED).build())) {
          writer.write(new byte[1]);
        } catch (SegmentBusyException e) {
          Thread.onSpinWait();
        } catch (ShmException e) {
          return e;
        }
      }
      return null;
    }
  }
}
