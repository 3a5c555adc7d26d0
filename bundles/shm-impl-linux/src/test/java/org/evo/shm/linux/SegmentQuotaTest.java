// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.linux.format.SegmentHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentQuotaTest {

  private static final long MS_NS = 1_000_000;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> log = new ArrayList<>();

  private SegmentQuota quota(SegmentLimits limits, long fileSystemBytes) {
    return new SegmentQuota(
        limits, () -> fileSystemBytes, now::get, new UsageAlert(now::get, log::add));
  }

  private static SegmentHeader header(String name, int slots) {
    SegmentSpec spec = SegmentSpec.named(name).sizeBytes(4096).slots(slots).build();
    return SegmentHeader.of(spec, 0);
  }

  private static long fileBytes(int slots) {
    return header("seg", slots).geometry().fileBytes();
  }

  @Test
  void shouldRefuseOneWriterMoreThanAProcessMayHaveAndTakeItAgainWhenOneIsClosed() {
    SegmentQuota quota = quota(new SegmentLimits(2, 9, 9, 0, 100), 0);
    SegmentQuota.Place first = quota.take(header("a", 1));
    quota.take(header("b", 1));

    ResourceExhaustedException e =
        assertThrows(ResourceExhaustedException.class, () -> quota.take(header("c", 1)));
    assertEquals("c", e.segment());
    assertEquals("this process has 2 writers open, and may have 2", e.reason());
    assertTrue(e.remedy().contains("limit.process.segments"), e.remedy());
    assertTrue(e.remedy().contains("segmentsPerProcess"), e.remedy());

    first.giveBack();
    first.giveBack();
    quota.take(header("c", 1));
    assertThrows(ResourceExhaustedException.class, () -> quota.take(header("d", 1)));
  }

  @Test
  void shouldCountEverySlotAgainstTheMemoryBudget() {
    SegmentQuota quota = quota(new SegmentLimits(9, 9, 9, fileBytes(4) + fileBytes(1), 100), 1);
    SegmentQuota.Place four = quota.take(header("a", 4));

    ResourceExhaustedException e =
        assertThrows(ResourceExhaustedException.class, () -> quota.take(header("b", 2)));
    assertTrue(e.reason().startsWith("2 slots of "), e.reason());
    assertTrue(e.reason().contains(" need " + fileBytes(2) + " bytes"), e.reason());
    assertTrue(e.reason().contains(" have " + fileBytes(4) + " of the "), e.reason());
    assertTrue(e.remedy().contains("limit.memory.bytes"), e.remedy());

    quota.take(header("c", 1));
    four.giveBack();
    quota.take(header("d", 4));
  }

  @Test
  void shouldWarnOfAFileSystemThatIsNearlyFullOfOurOwnAndLeaveRefusingToTheKernel() {
    SegmentQuota quota = quota(new SegmentLimits(9, 9, 9, 0, 80), 2 * fileBytes(1));
    quota.take(header("a", 1)).occupied();
    assertEquals(List.of(), log);
    SegmentQuota.Place refused = quota.take(header("b", 1));
    refused.giveBack();
    assertEquals(List.of(), log, "nobody got it");
    quota.take(header("b", 1)).occupied();
    quota.take(header("c", 1)).occupied();
    assertEquals(1, log.size());

    SegmentQuota endless = quota(new SegmentLimits(9, 9, 9, 0, 80), 0);
    endless.take(header("a", 64)).occupied();
    assertEquals(1, log.size());
  }

  @Test
  void shouldRefuseANewNameInAFullDirectory() {
    SegmentQuota quota = quota(new SegmentLimits(9, 3, 9, 0, 100), 0);
    quota.checkNew("a", 2);

    ResourceExhaustedException e =
        assertThrows(ResourceExhaustedException.class, () -> quota.checkNew("b", 3));
    assertTrue(e.reason().contains("holds 3 segments already"), e.reason());
    assertTrue(e.remedy().contains("./evo-shm cleanup"), e.remedy());
    assertTrue(e.remedy().contains("limit.directory.segments"), e.remedy());
  }

  @ParameterizedTest
  @CsvSource({"1,1000", "3,334", "100,10"})
  void shouldAddSoManyNamesASecondAndSayWhenThereIsRoomForAnother(int perSecond, long roomMs) {
    SegmentQuota quota = quota(new SegmentLimits(9, 9, perSecond, 0, 100), 0);
    IntStream.range(0, perSecond).forEach(i -> quota.checkNew("a", 0));

    ResourceExhaustedException e =
        assertThrows(ResourceExhaustedException.class, () -> quota.checkNew("b", 0));
    assertTrue(e.reason().contains("added " + perSecond + " new names"), e.reason());
    assertTrue(e.remedy().contains("limit.creations.per.second"), e.remedy());

    now.addAndGet((roomMs - 1) * MS_NS);
    if (roomMs > 1) {
      assertThrows(ResourceExhaustedException.class, () -> quota.checkNew("b", 0));
    }
    now.addAndGet(MS_NS);
    quota.checkNew("b", 0);
    assertThrows(ResourceExhaustedException.class, () -> quota.checkNew("c", 0));

    now.addAndGet(TimeUnit.HOURS.toNanos(1));
    IntStream.range(0, perSecond).forEach(i -> quota.checkNew("d", 0));
    assertThrows(ResourceExhaustedException.class, () -> quota.checkNew("e", 0));
  }

  @Test
  void shouldNotCountARefusedNameAgainstTheRate() {
    SegmentQuota quota = quota(new SegmentLimits(9, 1, 1, 0, 100), 0);
    assertThrows(ResourceExhaustedException.class, () -> quota.checkNew("a", 1));
    assertDoesNotThrow(() -> quota.checkNew("a", 0));
  }

  @Test
  void shouldWarnOnceAMinuteFromTheGivenPartOfALimitOn() {
    SegmentQuota quota = quota(new SegmentLimits(10, 10, 1000, 100 * fileBytes(1), 80), 0);
    IntStream.range(0, 7).forEach(i -> quota.take(header("a" + i, 1)).occupied());
    assertEquals(List.of(), log);

    quota.take(header("h", 1)).occupied();
    quota.take(header("i", 1)).occupied();
    assertEquals(List.of("8 of 10 segments of this process are used"), log);

    now.addAndGet(TimeUnit.MINUTES.toNanos(1));
    quota.take(header("j", 1)).occupied();
    assertEquals("10 of 10 segments of this process are used", log.get(1));

    quota.checkNew("x", 7);
    quota.checkNew("y", 8);
    assertEquals("8 of 10 segments in the directory are used", log.get(2));
    assertEquals(3, log.size());
  }

  @Test
  void shouldWarnWhenMemoryIsNearlyUsedUp() {
    SegmentQuota quota = quota(new SegmentLimits(100, 10, 10, 5 * fileBytes(1), 80), 0);
    IntStream.range(0, 3).forEach(i -> quota.take(header("a" + i, 1)).occupied());
    assertEquals(List.of(), log);
    quota.take(header("d", 1)).occupied();
    assertTrue(log.get(0).startsWith(4 * fileBytes(1) + " of " + 5 * fileBytes(1)), log.get(0));
  }

  @Test
  void shouldNeverGiveOneThreadMoreThanThereIs() throws InterruptedException {
    SegmentQuota quota = quota(new SegmentLimits(3, 9, 9, 0, 100), 0);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger held = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(new Thread(() -> takeAndGiveBack(quota, held, most)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertTrue(most.get() <= 3, most + " at a time");
    IntStream.range(0, 3).forEach(i -> quota.take(header("z", 1)));
  }

  private static void takeAndGiveBack(SegmentQuota quota, AtomicInteger held, AtomicInteger most) {
    SegmentHeader header = header("t", 1);
    for (int i = 0; i < 2000; i++) {
      try {
        SegmentQuota.Place place = quota.take(header);
        most.accumulateAndGet(held.incrementAndGet(), Math::max);
        held.decrementAndGet();
        place.giveBack();
      } catch (ResourceExhaustedException e) {
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1,1,0,80", "1,0,1,0,80", "1,1,0,0,80", "1,1,1,-1,80", "1,1,1,0,0", "1,1,1,0,101"})
  void shouldRefuseLimitsThatAreNone(int process, int directory, int rate, long bytes, int alert) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SegmentLimits(process, directory, rate, bytes, alert));
  }
}
