// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Posix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A third party removes the maintenance lock's file all the time, and so lets several claimants in
 * at once: processes in C and threads in Java.
 */
class DeletedLockFileIT {

  private static final int ROUNDS = 500;
  private static final int JAVA_THREADS = 2;
  private static final int CLOSES = 300;
  private static final long PAUSE_NS = 50_000;
  private static final String LOCK_FILE = ".evo-seg.lock";

  @TempDir static Path programs;

  private static CPeer peer;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @BeforeAll
  static void compile() {
    peer = CPrograms.peer(programs);
  }

  /** Whoever is the owner holds the referee's lock: who finds it held is the second. */
  private Integer claimInJava(Path referee) throws IOException {
    int owned = 0;
    try (LinuxSharedMemory client =
            new LinuxSharedMemory(
                LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
        Descriptor judge = new Posix().openExisting(referee, true)) {
      while (owned < ROUNDS) {
        try (SegmentWriter writer =
            client.createWriter(
                SegmentSpec.named("seg").module("peer").sizeBytes(4096).slots(4).build())) {
          assertTrue(judge.tryLockExclusive(0, 1), "two owners");
          assertTrue(Files.exists(writer.info().file()), "an owner that nobody finds");
          writer.write(new byte[] {1});
          judge.unlock(0, 1);
          owned++;
        } catch (SegmentBusyException e) {
          Thread.onSpinWait();
        }
      }
    }
    return owned;
  }

  /**
   * @param pauseNs between two deletions: without one nobody gets anywhere for seconds
   */
  private long deleteUntil(AtomicBoolean done, long pauseNs) throws IOException {
    Path lockFile = directory.resolve(LOCK_FILE);
    long deleted = 0;
    while (!done.get()) {
      deleted += Files.deleteIfExists(lockFile) ? 1 : 0;
      LockSupport.parkNanos(pauseNs);
    }
    return deleted;
  }

  private List<String> filesButTheLock() {
    return EvoTool.in(directory).files().stream().filter(f -> !f.equals(LOCK_FILE)).toList();
  }

  @Test
  void shouldLeaveNothingWhenTheLockFileGoesWhileASegmentIsBeingClosed()
      throws IOException, InterruptedException, ExecutionException {
    Path referee = Files.createFile(programs.resolve("referee-of-one"));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService deleter = Executors.newSingleThreadExecutor();
    try (LinuxSharedMemory client =
        new LinuxSharedMemory(
            LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE))) {
      Future<Long> deleted = deleter.submit(() -> deleteUntil(done, PAUSE_NS));
      for (int i = 0; i < CLOSES; i++) {
        client
            .createWriter(SegmentSpec.named("seg").module("peer").sizeBytes(4096).build())
            .close();
        assertEquals(List.of(), filesButTheLock(), "closed in Java, " + i);
        try (ChildProcess one =
            peer.start("claims", directory.toString(), "seg", "1", referee.toString())) {
          assertEquals(0, one.awaitExit(), one.transcript());
        }
        assertEquals(List.of(), filesButTheLock(), "closed in C, " + i);
      }
      done.set(true);
      assertTrue(deleted.get() > 0, "the lock file was never removed");
    } finally {
      done.set(true);
      deleter.shutdownNow();
    }
  }

  @Test
  void shouldNeverHaveTwoOwnersNorOneThatNobodyFinds()
      throws IOException, InterruptedException, ExecutionException {
    Path referee = Files.createFile(programs.resolve("referee"));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(JAVA_THREADS + 1);
    String[] claims = {
      "claims", directory.toString(), "seg", Integer.toString(ROUNDS), referee.toString()
    };
    try (ChildProcess one = peer.start(claims);
        ChildProcess two = peer.start(claims)) {
      Future<Long> deleted = threads.submit(() -> deleteUntil(done, 0));
      Callable<Integer> claimant = () -> claimInJava(referee);
      List<Future<Integer>> java = new ArrayList<>();
      for (int i = 0; i < JAVA_THREADS; i++) {
        java.add(threads.submit(claimant));
      }
      for (Future<Integer> owned : java) {
        assertEquals(ROUNDS, owned.get());
      }
      assertEquals(0, one.awaitExit(), one.transcript());
      assertEquals(0, two.awaitExit(), two.transcript());
      done.set(true);
      assertTrue(deleted.get() > 0, "the lock file was never removed");
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
    assertEquals(List.of(), EvoTool.in(directory).files());
  }
}
