// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.systemstate.SystemState;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.ModuleState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordPublisherTest {

  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final ModuleCondition condition =
      new ModuleCondition("supervisor", List.of(SystemState.SEGMENT));
  private final SegmentKeeper keeper =
      new SegmentKeeper(
          manager,
          SegmentSpec.named(SystemState.SEGMENT)
              .commitTime(CommitTime.LOOP)
              .record(SystemState.LAYOUT)
              .build(),
          timer,
          condition);
  private final HeaderStamp header = new HeaderStamp(SystemState.HEADER);
  private final RecordPublisher publisher = publisher();

  @BeforeEach
  void acceptConfiguration() {
    condition.configurationAccepted();
  }

  @Test
  void shouldPublishHeaderAndRecordWithTheTimeOfTheCycle() {
    keeper.claim();

    assertTrue(publisher.publish(500));

    assertEquals(500, manager.writer(0).committedTimeNs());
    assertEquals(500, SystemState.HEADER.publishTimeNs().get(view(0)));
    assertEquals(500, SystemState.SYSTEM.memoryBytes().get(view(0)));
    assertEquals(ModuleState.RUNNING.code(), SystemState.HEADER.moduleState().get(view(0)));
  }

  @Test
  void shouldCountCyclesAlwaysAndHeartbeatsWithEachRecord() {
    assertFalse(publisher.publish(1));
    keeper.claim();
    publisher.publish(2);
    publisher().publish(3);

    assertEquals(3, SystemState.HEADER.cycleCount().get(view(0)));
    assertEquals(2, SystemState.HEADER.heartbeat().get(view(0)));
  }

  @Test
  void shouldTakeACycleForProofThatTheLoopRuns() {
    keeper.claim();
    condition.loopRefused("EPERM");

    publisher.publish(1);

    assertEquals(ModuleState.RUNNING, condition.status().state());
  }

  @Test
  void shouldGoOnWithANewWriterWhenTheOldOneWasClosed() {
    keeper.claim();
    publisher.publish(1);
    manager.writer(0).close();

    assertFalse(publisher.publish(2));
    assertEquals(ModuleState.WAITING, condition.status().state());
    timer.fire();

    assertTrue(publisher.publish(3));
    assertEquals(ModuleState.RUNNING, condition.status().state());
    assertEquals(3, SystemState.HEADER.publishTimeNs().get(view(1)));
  }

  @Test
  void shouldWriteAgainInTheNextCycleWhenTheFileIsBeingPublishedAgain() {
    keeper.claim();
    manager.writer(0).failCommits(new SegmentBusyException("system_state", "lost", "wait"));
    assertFalse(publisher.publish(1));

    manager.writer(0).failCommits(null);

    assertTrue(publisher.publish(2));
    assertEquals(1, manager.writers());
  }

  @Test
  void shouldGiveUpTheTransactionWhenTheRecordCannotBeCompleted() {
    keeper.claim();
    publisher.publish(1);
    manager.writer(0).failCommits(new IllegalStateException("mistake"));

    assertThrows(IllegalStateException.class, () -> publisher.publish(2));

    assertEquals(1, manager.writer(0).aborts());
    assertEquals(1, SystemState.HEADER.publishTimeNs().get(view(0)));
  }

  private RecordPublisher publisher() {
    return new RecordPublisher(
        keeper,
        condition,
        header,
        (record, nowNs) -> SystemState.SYSTEM.memoryBytes().set(record, nowNs));
  }

  private RecordView view(int writer) {
    return manager.writer(writer).view();
  }
}
