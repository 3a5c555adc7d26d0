// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.ProcessResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight claimants at once, each on a platform of its own. */
class ConcurrentClaimsTest {

  private static final int CLAIMANTS = 8;
  private static final int ROUNDS = 50;

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private final ExecutorService threads = Executors.newFixedThreadPool(CLAIMANTS);
  private final List<LinuxSharedMemory> clients = new ArrayList<>();
  private ClaimFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
    for (int i = 0; i < CLAIMANTS; i++) {
      clients.add(fixture.client());
    }
  }

  @AfterEach
  void close() throws IOException {
    threads.shutdownNow();
    clients.forEach(LinuxSharedMemory::close);
    fixture.close();
  }

  /** All of them want the name; no two want the same segment. */
  private static SegmentSpec wish(int claimant) {
    SegmentLayout layout = SegmentLayout.values()[claimant % 2];
    return SegmentSpec.named("seg")
        .module("m" + claimant / 4)
        .layout(layout)
        .sizeBytes(4096 << (claimant % 3))
        .build();
  }

  private List<SegmentWriter> winners() throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(CLAIMANTS);
    List<Future<Optional<SegmentWriter>>> claims = new ArrayList<>();
    for (int i = 0; i < CLAIMANTS; i++) {
      int claimant = i;
      claims.add(
          threads.submit(
              () -> {
                start.await();
                try {
                  return Optional.of(clients.get(claimant).createWriter(wish(claimant)));
                } catch (SegmentBusyException e) {
                  return Optional.empty();
                }
              }));
    }
    List<SegmentWriter> winners = new ArrayList<>();
    for (Future<Optional<SegmentWriter>> claim : claims) {
      claim.get().ifPresent(winners::add);
    }
    return winners;
  }

  @Test
  void shouldHaveExactlyOneWinnerEachRoundAndLeaveNothing()
      throws InterruptedException, ExecutionException {
    for (int round = 0; round < ROUNDS; round++) {
      List<SegmentWriter> winners = winners();
      assertEquals(1, winners.size(), "round " + round);
      assertEquals(2, fixture.files().size(), fixture.files().toString());
      SegmentWriter winner = winners.get(0);
      byte[] value = ClaimFixture.value(winner.capacityBytes(), round);
      winner.write(value);
      try (SegmentReader reader = clients.get(0).attachReader("seg")) {
        assertEquals(value.length, reader.read(new byte[value.length]));
      }
      winner.close();
      assertEquals(List.of(), fixture.files(), "round " + round);
    }
    assertEquals(List.of(), ProcessResources.of(path));
  }

  @Test
  void shouldHaveExactlyOneHeirWhenAllClaimAnOrphan()
      throws InterruptedException, ExecutionException, IOException {
    for (int round = 0; round < ROUNDS / 5; round++) {
      OwnedSegment dead = fixture.orphan(wish(round % CLAIMANTS));
      List<SegmentWriter> winners = winners();
      assertEquals(1, winners.size(), "round " + round);
      SegmentWriter winner = winners.get(0);
      assertTrue(winner.write(new byte[winner.capacityBytes()]) > 2);
      assertEquals(dead.owner().generation() + 1, winner.info().owner().generation());
      assertEquals(2, fixture.files().size(), fixture.files().toString());
      winner.close();
      assertEquals(List.of(), fixture.files(), "round " + round);
    }
  }

  /** One closes while another claims, in one process: at most busy, never a stranger's file. */
  @Test
  void shouldOnlyEverBeBusyWhileOthersCloseAndClaim()
      throws InterruptedException, ExecutionException {
    List<Future<Integer>> lives = new ArrayList<>();
    for (LinuxSharedMemory client : clients) {
      lives.add(threads.submit(() -> closeAndClaim(client)));
    }
    for (Future<Integer> life : lives) {
      assertEquals(ROUNDS, life.get());
    }
    assertEquals(List.of(), fixture.files());
    assertEquals(List.of(), ProcessResources.of(path));
  }

  private static int closeAndClaim(LinuxSharedMemory client) {
    for (int i = 0; i < ROUNDS; i++) {
      try (SegmentWriter writer = client.createWriter(wish(0))) {
        writer.write(new byte[1]);
      } catch (SegmentBusyException e) {
        Thread.onSpinWait();
      }
    }
    return ROUNDS;
  }
}
