// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.hal.host.HostSamples;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.SegmentKeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishTaskTest {

  private static final HeaderFields HEADER = PhysInputIo.HEADER;
  private static final CycleSpec SPEC = new CycleSpec("hal", 100, 0);
  private static final long MAX_AGE_NS = 1000;

  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final ModuleCondition state = new ModuleCondition("hal", List.of("phys_input_io"));
  private final HeaderStamp header = new HeaderStamp(HEADER);
  private final SegmentKeeper keeper =
      new SegmentKeeper(
          manager,
          SegmentSpec.named("phys_input_io").record(PhysInputIo.LAYOUT).build(),
          timer,
          state);
  private HostSamples samples = HostSamples.none(0);
  private PublishTask task;

  @BeforeEach
  void createTask() {
    state.configurationAccepted();
    task = task();
  }

  @Test
  void shouldPublishARecordWithTheTimeOfTheCycle() {
    keeper.claim();

    task.cycle(500);

    assertEquals(500, manager.writer(0).committedTimeNs());
    assertEquals(500, HEADER.publishTimeNs().get(view()));
    assertEquals(2, manager.writer(0).version());
  }

  @Test
  void shouldShowTheStateFromItsFirstRecordOn() {
    keeper.claim();

    task.cycle(1);

    assertEquals(ModuleState.RUNNING, state.status().state());
    assertEquals(ModuleState.RUNNING.code(), HEADER.moduleState().get(view()));
    assertEquals(ModuleFault.NONE.code(), HEADER.moduleFault().get(view()));
  }

  @Test
  void shouldShowARefusedConfiguration() {
    keeper.claim();
    state.configurationRefused("wrong");

    task.cycle(1);

    assertTrue(HEADER.configRejected().get(view()));
  }

  @Test
  void shouldCountOnWhereItsPredecessorStopped() {
    keeper.claim();
    task.cycle(1);

    task().cycle(2);

    assertEquals(2, HEADER.heartbeat().get(view()));
    assertEquals(2, HEADER.cycleCount().get(view()));
  }

  @Test
  void shouldBeDegradedWhileTheDriverDeliversNothingNew() {
    keeper.claim();

    task.cycle(MAX_AGE_NS);
    assertEquals(ModuleState.RUNNING, state.status().state());

    task.cycle(MAX_AGE_NS + 1);
    assertEquals(ModuleFault.DRIVER_STALLED, state.status().fault());
    assertEquals(ModuleState.DEGRADED.code(), HEADER.moduleState().get(view()));

    samples = HostSamples.none(MAX_AGE_NS + 2);
    task.cycle(MAX_AGE_NS + 3);
    assertEquals(ModuleState.RUNNING, state.status().state());
  }

  @Test
  void shouldStayRunningWithoutADriver() {
    keeper.claim();
    PublishTask without =
        new PublishTask(SPEC, Inputs.none(0), new NoMachine(), keeper, state, header);

    without.cycle(Long.MAX_VALUE);

    assertEquals(ModuleState.RUNNING, state.status().state());
    assertEquals(Quality.BAD, PhysInputIo.CPU.stamp().qualityIn(view()));
  }

  @Test
  void shouldAllocateNothingInACycle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    keeper.claim();
    for (int i = 0; i < 20_000; i++) {
      task.cycle(1);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 50_000; i++) {
      task.cycle(1);
    }
    long perCycle = (threads.getCurrentThreadAllocatedBytes() - before) / 50_000;

    assertTrue(before > 0, "this JVM does not measure allocation");
    assertEquals(0, perCycle, "bytes a cycle");
  }

  private PublishTask task() {
    return new PublishTask(
        SPEC, new Inputs(() -> samples, MAX_AGE_NS), new NoMachine(), keeper, state, header);
  }

  private RecordView view() {
    return manager.writer(0).view();
  }
}
