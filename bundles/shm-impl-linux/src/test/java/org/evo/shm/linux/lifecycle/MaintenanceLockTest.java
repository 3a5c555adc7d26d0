// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.ProcessResources;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Posix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceLockTest {

  private static final int THREADS = 16;
  private static final int ROUNDS = 25;

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private final Posix posix = new Posix();
  private final ProcessTable processes = new ProcessTable();
  private Path lockFile;

  @BeforeEach
  void name() {
    lockFile = path.resolve(".evo-seg.lock");
  }

  private MaintenanceLock acquire() {
    return MaintenanceLock.acquire(
        posix, new SegmentDirectory(posix, path, Set.of(), false), processes, "seg");
  }

  /** As another process would: nothing is shared but the directory. */
  private MaintenanceLock acquireAsAStranger() {
    Posix own = new Posix();
    SegmentDirectory directory = new SegmentDirectory(own, path, Set.of(), false);
    while (true) {
      try {
        return MaintenanceLock.acquire(own, directory, processes, "seg");
      } catch (SegmentBusyException e) {
        // 15 others were ahead of it for 2 s; it is their turn that ends, sooner or later.
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void shouldLetOneOfSixteenThreadsInAtATimeAndLeaveNothing()
      throws InterruptedException, ExecutionException {
    AtomicInteger inside = new AtomicInteger();
    int[] unguarded = new int[1];
    Callable<Integer> contender =
        () -> {
          int most = 0;
          for (int i = 0; i < ROUNDS; i++) {
            try (MaintenanceLock lock = acquireAsAStranger()) {
              most = Math.max(most, inside.incrementAndGet());
              unguarded[0]++;
              most = lock.stillHeld() ? most : Integer.MAX_VALUE;
              inside.decrementAndGet();
            }
          }
          return most;
        };
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(threads.submit(contender));
      }
      for (Future<Integer> result : results) {
        assertEquals(1, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(THREADS * ROUNDS, unguarded[0]);
    assertEquals(List.of(), ProcessResources.files(path));
    assertEquals(List.of(), ProcessResources.of(path));
  }

  @Test
  void shouldBeAnEmptyFileForThatUserOnly() throws IOException {
    try (MaintenanceLock lock = acquire()) {
      assertTrue(lock.stillHeld());
      assertEquals(0, Files.size(lockFile));
      assertEquals(0600, posix.status(lockFile).orElseThrow().permissions());
    }
    assertEquals(List.of(), ProcessResources.files(path));
  }

  @Test
  void shouldRefuseWhenALivingHolderKeepsItForTwoSeconds() throws IOException {
    try (MaintenanceLock lock = acquire()) {
      SegmentBusyException busy = assertThrows(SegmentBusyException.class, this::acquire);
      assertTrue(busy.remedy().contains(lockFile.toString()), busy.remedy());
      assertTrue(lock.stillHeld());
    }
  }

  @Test
  void shouldNoticeThatAThirdPartyRemovedItsFile() throws IOException {
    try (MaintenanceLock lock = acquire()) {
      Files.delete(lockFile);
      assertFalse(lock.stillHeld());
    }
    assertEquals(List.of(), ProcessResources.files(path));
  }

  @Test
  void shouldLeaveTheLockOfWhoeverEnteredAfterItsFileWasRemoved() throws IOException {
    MaintenanceLock first = acquire();
    Files.delete(lockFile);
    try (MaintenanceLock second = acquire()) {
      assertFalse(first.stillHeld());
      first.close();
      assertTrue(second.stillHeld());
      assertTrue(Files.exists(lockFile));
    }
    assertEquals(List.of(), ProcessResources.files(path));
  }

  @Test
  void shouldTakeAFileThatACrashedHolderLeft() throws IOException {
    Files.writeString(lockFile, "whatever it held");
    try (MaintenanceLock lock = acquire()) {
      assertTrue(lock.stillHeld());
    }
    assertEquals(List.of(), ProcessResources.files(path));
  }

  private Descriptor inherited() throws IOException {
    Files.createFile(lockFile);
    return Takers.own(lockFile, Takers.ended(processes));
  }

  @Test
  void shouldPassByAnHeirOfADeadHolder() throws IOException {
    try (Descriptor heir = inherited();
        MaintenanceLock lock = acquire()) {
      assertTrue(lock.stillHeld());
      assertEquals(lockFile, heir.path());
      assertThrows(SegmentBusyException.class, this::acquire);
      assertTrue(lock.stillHeld());
    }
    assertEquals(List.of(), ProcessResources.files(path));
  }

  @Test
  void shouldKeepWhoeverTakesAFreeFileAwayFromWhoeverPassedByItsHeir() throws IOException {
    Descriptor heir = inherited();
    try (MaintenanceLock lock = acquire()) {
      heir.close();
      assertThrows(SegmentBusyException.class, this::acquire);
      assertTrue(lock.stillHeld());
    }
    assertEquals(List.of(), ProcessResources.files(path));
  }

  @Test
  void shouldLetOneOfEightThreadsPassByAnHeirAtATime()
      throws InterruptedException, ExecutionException, IOException {
    AtomicInteger inside = new AtomicInteger();
    Callable<Integer> contender =
        () -> {
          int most = 0;
          for (int i = 0; i < ROUNDS; i++) {
            // Its file stays, since the heir does not go: nobody removes it while others wait.
            try (Descriptor file = posix.openExisting(lockFile, true)) {
              TakerLock lock = new TakerLock(file, processes);
              while (lock.take() != TakerLock.Outcome.INHERITED_AND_ANNOUNCED) {
                ShortWait.park();
              }
              most = Math.max(most, inside.incrementAndGet());
              inside.decrementAndGet();
            }
          }
          return most;
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Descriptor heir = inherited()) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(threads.submit(contender));
      }
      for (Future<Integer> result : results) {
        assertEquals(1, result.get());
      }
      assertEquals(lockFile, heir.path());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldRefuseASymbolicLinkInItsPlaceAndNotFollowIt() throws IOException {
    Path victim = Files.writeString(path.resolve("victim"), "keep");
    Files.createSymbolicLink(lockFile, victim);
    AlreadyExistsException refused = assertThrows(AlreadyExistsException.class, this::acquire);
    assertEquals(40, refused.errno());
    assertEquals("keep", Files.readString(victim));
    Files.delete(victim);
    assertThrows(AlreadyExistsException.class, this::acquire);
    assertFalse(Files.exists(victim));
  }

  @Test
  void shouldRefuseADirectoryInItsPlace() throws IOException {
    Files.createDirectory(lockFile);
    AlreadyExistsException refused = assertThrows(AlreadyExistsException.class, this::acquire);
    assertTrue(refused.remedy().contains(lockFile.toString()), refused.remedy());
    assertTrue(Files.isDirectory(lockFile));
  }

  @Test
  void shouldRefuseAFifoInItsPlaceWithoutWaitingForIt() throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder("mkfifo", lockFile.toString()).start().waitFor());
    AlreadyExistsException refused = assertThrows(AlreadyExistsException.class, this::acquire);
    assertTrue(refused.reason().contains("it is a FIFO"), refused.reason());
    assertEquals("rm " + lockFile, refused.remedy());
    assertTrue(Files.exists(lockFile));
    assertEquals(List.of(), ProcessResources.of(path));
  }
}
