// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.evo.shm.linux.identity.BootId;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.PidFd;
import org.evo.shm.linux.posix.Refusals;
import org.evo.shm.spi.ProcessWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes that end, and what is told of it. */
class ProcessEndsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 1000;

  private final ProcessTable table = new ProcessTable();
  private final ProcessIdentity self = table.self();
  private final ProcessEnds ends = new ProcessEnds(table, PidFd::open);
  private final AtomicInteger told = new AtomicInteger();
  private Map<String, Integer> before;

  @BeforeEach
  void remember() {
    before = KernelObjects.open();
  }

  @AfterEach
  void shouldGiveEverythingBack() {
    ends.close();
    assertEquals(List.of(), threads().toList());
    assertEquals(before, KernelObjects.open());
  }

  private static Stream<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("evo-shm-processes"));
  }

  private ProcessWatch.Watch watch(ProcessIdentity process) {
    return ends.watch(process, told::incrementAndGet).orElseThrow();
  }

  @Test
  void shouldTellOfTheEndOnce() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 2)) {
      watch(sleepers.first());
      watch(sleepers.all().get(1));
      sleepers.end(sleepers.first());
      await().atMost(PATIENCE).until(() -> told.get() == 1);
      sleepers.end(sleepers.all().get(1));
      await().atMost(PATIENCE).until(() -> threads().findAny().isEmpty());
      assertEquals(2, told.get());
    }
  }

  @Test
  void shouldTellOfAZombieAtOnce() throws Exception {
    try (Sleepers sleepers = Sleepers.startUnreaped(self)) {
      watch(sleepers.first());
      sleepers.kill(sleepers.first());
      await().atMost(PATIENCE).until(() -> told.get() == 1);
      watch(sleepers.first());
      await().atMost(PATIENCE).until(() -> told.get() == 2);
    }
  }

  @Test
  void shouldTakeOneDescriptorForAProcessAndTellAllWhoWatchIt() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 1)) {
      for (int i = 0; i < 5; i++) {
        watch(sleepers.first());
      }
      assertEquals(1, KernelObjects.processes());
      sleepers.end(sleepers.first());
      await().atMost(PATIENCE).until(() -> told.get() == 5);
    }
  }

  @Test
  void shouldTellSoonOfWhatHasEndedAlready() throws Exception {
    ProcessIdentity reaped;
    try (Sleepers sleepers = Sleepers.start(self, 1)) {
      reaped = sleepers.first();
    }
    ProcessIdentity earlier =
        new ProcessIdentity(new BootId(1, 2), self.pidNamespace(), self.pid(), self.startTicks());
    ProcessIdentity reused =
        new ProcessIdentity(
            self.boot(), self.pidNamespace(), (int) parent(), self.startTicks() + 1);
    for (ProcessIdentity ended : List.of(reaped, earlier, reused)) {
      int toldBefore = told.get();
      watch(ended);
      await().atMost(PATIENCE).until(() -> told.get() == toldBefore + 1);
    }
  }

  private static long parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
  }

  @Test
  void shouldNotWatchWhoeverGotTheNumberInTheMeantime() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 2)) {
      ProcessIdentity wanted = sleepers.first();
      ProcessIdentity other = sleepers.all().get(1);
      ProcessEnds.Opener late =
          pid -> {
            try {
              sleepers.end(wanted);
              return PidFd.open(other.pid());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          };
      try (ProcessEnds ended = new ProcessEnds(table, late)) {
        assertTrue(ended.watch(wanted, told::incrementAndGet).isPresent());
        await().atMost(PATIENCE).until(() -> told.get() == 1);
        assertEquals(0, KernelObjects.processes());
      }
    }
  }

  @Test
  void shouldNotWatchProcessesOfOtherNamespaces() {
    ProcessIdentity elsewhere =
        new ProcessIdentity(self.boot(), self.pidNamespace() + 1, 1, self.startTicks());
    assertEquals(Optional.empty(), ends.watch(elsewhere, told::incrementAndGet));
    assertEquals(before, KernelObjects.open());
  }

  @ParameterizedTest
  @ValueSource(ints = {Errno.ENOSYS, Errno.EPERM, Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM})
  void shouldSayThatAProcessCannotBeWatchedWhereTheKernelRefuses(int errno) throws Exception {
    ProcessEnds.Opener refusing =
        pid -> {
          throw Refusals.of("pidfd_open", errno);
        };
    try (Sleepers sleepers = Sleepers.start(self, 1);
        ProcessEnds refused = new ProcessEnds(table, refusing)) {
      assertEquals(Optional.empty(), refused.watch(sleepers.first(), told::incrementAndGet));
      assertEquals(before, KernelObjects.open());
      assertEquals(0, told.get());
    }
  }

  @Test
  void shouldTellTheOthersThoughOneThrows() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 2)) {
      ends.watch(
          sleepers.first(),
          () -> {
            throw new IllegalStateException("a test");
          });
      ends.watch(
          sleepers.first(),
          () -> {
            throw new NoClassDefFoundError("a test");
          });
      watch(sleepers.first());
      watch(sleepers.all().get(1));
      sleepers.end(sleepers.first());
      await().atMost(PATIENCE).until(() -> told.get() == 1);
      sleepers.end(sleepers.all().get(1));
      await().atMost(PATIENCE).until(() -> told.get() == 2);
    }
  }

  @Test
  void shouldTellNobodyWhoHasClosedAndEndItsThreadWithTheLast() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 1)) {
      ProcessWatch.Watch one = watch(sleepers.first());
      ProcessWatch.Watch two = watch(sleepers.first());
      one.close();
      one.close();
      assertEquals(1, KernelObjects.processes());
      two.close();
      assertEquals(0, KernelObjects.processes());
      await().atMost(PATIENCE).until(() -> threads().findAny().isEmpty());
      watch(sleepers.first());
      sleepers.end(sleepers.first());
      await().atMost(PATIENCE).until(() -> told.get() == 1);
      two.close();
    }
  }

  @Test
  void shouldBearThatWhoIsToldClosesAndWatchesOthers() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 2)) {
      ProcessIdentity next = sleepers.all().get(1);
      AtomicReference<ProcessWatch.Watch> mine = new AtomicReference<>();
      CountDownLatch known = new CountDownLatch(1);
      ProcessWatch.Watch other = watch(next);
      Runnable busy =
          () -> {
            try {
              known.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            mine.get().close();
            other.close();
            watch(next);
          };
      mine.set(ends.watch(sleepers.first(), busy).orElseThrow());
      known.countDown();
      sleepers.end(sleepers.first());
      await().atMost(PATIENCE).until(() -> mine.get() != null && KernelObjects.processes() == 1);
      sleepers.end(next);
      await().atMost(PATIENCE).until(() -> told.get() == 1);
    }
  }

  @Test
  void shouldTellNobodyOnceClosedAndWatchNothingMore() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 1)) {
      ProcessWatch.Watch open = watch(sleepers.first());
      ends.close();
      ends.close();
      assertEquals(Optional.empty(), ends.watch(sleepers.first(), told::incrementAndGet));
      sleepers.end(sleepers.first());
      open.close();
      assertEquals(List.of(), threads().toList());
      assertEquals(0, told.get());
    }
  }

  @Test
  void shouldBeClosedByWhomItTells() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 1)) {
      CountDownLatch closed = new CountDownLatch(1);
      ends.watch(
          sleepers.first(),
          () -> {
            ends.close();
            closed.countDown();
          });
      sleepers.end(sleepers.first());
      closed.await();
      await().atMost(PATIENCE).until(() -> threads().findAny().isEmpty());
    }
  }

  @Test
  void shouldSurviveWatchingAndClosingWhileProcessesEndAndItIsClosed() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, 40)) {
      List<AtomicInteger> counts = new ArrayList<>();
      List<Thread> watchers = new ArrayList<>();
      CountDownLatch halfWay = new CountDownLatch(40);
      for (int t = 0; t < 4; t++) {
        List<AtomicInteger> mine = new ArrayList<>();
        sleepers.all().forEach(p -> mine.add(new AtomicInteger()));
        counts.addAll(mine);
        Thread watcher = new Thread(() -> watchAndClose(sleepers.all(), mine, halfWay));
        watchers.add(watcher);
        watcher.start();
      }
      halfWay.await();
      for (ProcessIdentity process : sleepers.all()) {
        sleepers.kill(process);
      }
      ends.close();
      for (Thread watcher : watchers) {
        watcher.join();
      }
      assertTrue(counts.stream().allMatch(count -> count.get() <= 2), counts.toString());
    }
  }

  /** Each process twice: the first watch is closed, the second left. */
  private void watchAndClose(
      List<ProcessIdentity> all, List<AtomicInteger> counts, CountDownLatch progress) {
    for (int i = 0; i < all.size(); i++) {
      ends.watch(all.get(i), counts.get(i)::incrementAndGet).ifPresent(ProcessWatch.Watch::close);
      ends.watch(all.get(i), counts.get(i)::incrementAndGet);
      progress.countDown();
    }
  }

  @Test
  void shouldTellOfAThousandProcessesOnceEachAndCostNothingUntilThen() throws Exception {
    try (Sleepers sleepers = Sleepers.start(self, MANY)) {
      List<AtomicInteger> counts = new ArrayList<>();
      for (ProcessIdentity process : sleepers.all()) {
        AtomicInteger count = new AtomicInteger();
        counts.add(count);
        assertTrue(ends.watch(process, count::incrementAndGet).isPresent());
      }
      assertEquals(MANY, KernelObjects.processes());
      assertEquals(1, threads().count());
      long thread = threads().findFirst().orElseThrow().getId();
      await().atMost(PATIENCE).during(Duration.ofMillis(300)).until(() -> isIdle(thread));

      sleepers.all().forEach(sleepers::kill);
      await().atMost(PATIENCE).until(() -> threads().findAny().isEmpty());
      assertTrue(counts.stream().allMatch(count -> count.get() == 1), counts.toString());
      assertFalse(KernelObjects.open().containsKey(KernelObjects.PROCESS));
    }
  }

  private final AtomicReference<Long> cpuNs = new AtomicReference<>(-1L);

  private boolean isIdle(long thread) {
    long now = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
    return cpuNs.getAndSet(now) == now;
  }
}
