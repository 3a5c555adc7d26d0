// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.InputState;
import org.evo.shm.contract.systemstate.SystemState;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.SchemaMismatchException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.layout.MutableRecord;
import org.junit.jupiter.api.Test;

class InputLinkTest {

  private static final long MAX_AGE_NS = 1000;
  private static final SegmentSpec SPEC =
      SegmentSpec.named(SystemState.SEGMENT).record(SystemState.LAYOUT).build();

  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final InputLink link =
      new InputLink(
          manager,
          SystemState.LAYOUT,
          SystemState.HEADER,
          timer,
          new InputPolicy(MAX_AGE_NS, OnStale.SAFE));

  @Test
  void shouldReadWhatIsThere() {
    publish(writer(), 100, 7);
    start();

    assertEquals(InputState.LIVE, link.poll(150));
    assertEquals(50, link.ageNs());
    assertEquals(100, link.publishTimeNs());
    assertEquals(7, heartbeat());
    assertTrue(link.isUsable());
  }

  @Test
  void shouldNeverAttachFromTheLoop() {
    publish(writer(), 100, 7);
    link.start();

    assertEquals(InputState.ABSENT, link.poll(100));
    assertEquals(0, manager.attaches());
    assertFalse(link.isUsable());
    assertEquals(Long.MAX_VALUE, link.ageNs());
  }

  @Test
  void shouldKeepLookingWithBackOffWhileThereIsNoSegment() {
    link.start();
    link.start();
    for (int i = 0; i < 9; i++) {
      timer.fire();
      assertEquals(InputState.ABSENT, link.poll(i));
    }
    assertEquals(List.of(0L, 10L, 20L, 40L, 80L, 160L, 320L, 500L, 500L, 500L), timer.delaysMs());
    assertTrue(link.problem().contains("no such segment"));

    publish(writer(), 100, 7);
    timer.fire();

    assertEquals(InputState.LIVE, link.poll(100));
    assertEquals("", link.problem());
  }

  @Test
  void shouldWaitForTheFirstValue() {
    FakeWriter writer = writer();
    start();
    assertEquals(InputState.ABSENT, link.poll(100));

    publish(writer, 100, 1);

    assertEquals(InputState.LIVE, link.poll(100));
    assertEquals(1, manager.attaches());
  }

  @Test
  void shouldAgeWhatAWriterLeftThatNoLongerPublishes() {
    publish(writer(), 100, 7);
    start();

    link.poll(100);

    assertEquals(InputState.LIVE, link.poll(100 + MAX_AGE_NS));
    assertEquals(InputState.STALE, link.poll(101 + MAX_AGE_NS));
    assertEquals(7, heartbeat());
  }

  @Test
  void shouldHoldTheValueOverTheRestartOfItsWriter() {
    FakeWriter first = writer();
    publish(first, 100, 7);
    start();
    link.poll(100);

    first.close();
    assertEquals(InputState.LIVE, link.poll(200));
    assertEquals(7, heartbeat());
    publish(writer(), 300, 1);
    timer.fire();

    assertEquals(InputState.LIVE, link.poll(300));
    assertEquals(1, heartbeat());
    assertFalse(manager.reader(0).isOpen());
  }

  @Test
  void shouldGetStaleWhenTheWriterDoesNotComeBack() {
    FakeWriter writer = writer();
    publish(writer, 100, 7);
    start();
    link.poll(100);

    writer.close();
    link.poll(200);
    timer.fire();

    assertEquals(InputState.STALE, link.poll(101 + MAX_AGE_NS));
    assertTrue(timer.pending() > 0);
  }

  @Test
  void shouldKeepTheLastRecordWhileTheWriterOvertakes() {
    publish(writer(), 100, 7);
    start();
    link.poll(100);

    manager.reader(0).failReads(new VersionConflictException("system_state", "lapped", "again"));
    assertEquals(InputState.LIVE, link.poll(200));
    assertEquals(7, heartbeat());

    manager.reader(0).failReads(null);
    publish(manager.writer(0), 250, 8);
    assertEquals(InputState.LIVE, link.poll(250));
    assertEquals(8, heartbeat());
    assertEquals(1, manager.attaches());
  }

  @Test
  void shouldBackOffFromASegmentThatCannotBeReadThoughItCanBeAttached() {
    publish(writer(), 100, 7);
    start();
    for (int i = 0; i < 3; i++) {
      manager.reader(i).failReads(new CorruptException("system_state", "damaged", "restart it"));
      link.poll(100);
      timer.fire();
    }

    assertEquals(List.of(0L, 10L, 20L, 40L), timer.delaysMs());
    assertEquals(InputState.LIVE, link.poll(100));
  }

  @Test
  void shouldKeepLookingForAWriterOfAnotherVersion() {
    manager.refuseAttach(new SchemaMismatchException("system_state", "older", "update it"));
    publish(writer(), 100, 7);
    start();
    assertTrue(link.problem().contains("older"));

    timer.fire();

    assertEquals(InputState.LIVE, link.poll(100));
  }

  @Test
  void shouldSurviveAMistakeWhileAttaching() {
    manager.refuseAttach(new IllegalStateException("mistake"));
    publish(writer(), 100, 7);
    start();

    timer.fire();

    assertEquals(InputState.LIVE, link.poll(100));
  }

  @Test
  void shouldGiveTheReaderBackWhenItIsClosed() {
    publish(writer(), 100, 7);
    start();

    link.close();
    link.close();
    link.start();

    assertFalse(manager.reader(0).isOpen());
    assertEquals(0, timer.pending());
  }

  @Test
  void shouldNotAttachAfterTheEnd() {
    link.start();

    link.close();
    timer.fire();

    assertEquals(0, manager.attaches());
  }

  @Test
  void shouldAllocateNothingInACycle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    publish(writer(), 100, 7);
    start();
    for (int i = 0; i < 20_000; i++) {
      link.poll(100);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 50_000; i++) {
      link.poll(100);
    }
    long perCycle = (threads.getCurrentThreadAllocatedBytes() - before) / 50_000;

    assertTrue(before > 0, "this JVM does not measure allocation");
    assertEquals(0, perCycle, "bytes a cycle");
  }

  private void start() {
    link.start();
    timer.fire();
  }

  private FakeWriter writer() {
    return (FakeWriter) manager.createWriter(SPEC);
  }

  private long heartbeat() {
    return SystemState.HEADER.heartbeat().get(link.view());
  }

  private static void publish(FakeWriter writer, long timeNs, long heartbeat) {
    MutableRecord record = writer.begin();
    SystemState.HEADER.publishTimeNs().set(record, timeNs);
    SystemState.HEADER.heartbeat().set(record, heartbeat);
    writer.commit();
  }
}
