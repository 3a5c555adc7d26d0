// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.control.rig.Rig;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.kit.FakeConfig;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlCoreTest {

  private static final FakeConfig<ControlConfig> GOOD = FakeConfig.of(ControlConfig.class);
  private static final FakeConfig<ControlConfig> WRONG = GOOD.with("cycleHz", 1);

  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final List<CyclicTask> tasks = new ArrayList<>();
  private final ControlCore core = new ControlCore(manager, this::register, timer);

  @AfterEach
  void shouldLeaveNothingBehind() {
    core.stop();
    assertEquals(List.of(), tasks);
    assertTrue(timer.isClosed());
    for (int i = 0; i < manager.writers(); i++) {
      assertFalse(manager.writer(i).isOpen());
    }
  }

  @Test
  void shouldAskForATypedSegmentOfItsOwn() {
    core.configure(GOOD.config());

    SegmentSpec spec = manager.asked().get(0);
    assertEquals("control_state", spec.name());
    assertEquals("control", spec.module());
    assertEquals(CommitTime.LOOP, spec.commitTime());
    assertEquals(ControlState.LAYOUT, spec.record().orElseThrow());
  }

  @Test
  void shouldPublishWithoutAnyInput() {
    core.configure(GOOD.config());
    cycle();

    assertEquals(ModuleState.DEGRADED, core.status().state());
    assertEquals(ModuleFault.INPUT_LOST, core.status().fault());
    assertEquals("phys_input_io is missing or too old", core.status().text());
    assertEquals(1, ControlState.HEADER.heartbeat().get(manager.writer(0).view()));
    assertEquals(List.of("control_state"), core.status().segments());
  }

  @Test
  void shouldWaitAndNotFailWhenTheSegmentIsBusy() {
    manager.refuse(new SegmentBusyException("control_state", "owned by pid 7", "stop it"));
    core.configure(GOOD.config());
    assertEquals(ModuleState.WAITING, core.status().state());
    cycle();

    while (manager.writers() == 0) {
      timer.fire();
    }
    cycle();
    assertEquals(ModuleState.DEGRADED, core.status().state());
  }

  @Test
  void shouldTakeNothingWhenTheFirstConfigurationIsWrong() {
    core.configure(WRONG.config());

    assertEquals(ModuleFault.CONFIGURATION, core.status().fault());
    assertEquals(List.of(), tasks);
    assertEquals(0, manager.asked().size());
    assertEquals(0, timer.pending());
  }

  @Test
  void shouldStartOnceAWrongFirstConfigurationIsCorrected() {
    core.configure(WRONG.config());
    core.configure(GOOD.config());
    cycle();

    assertEquals(ModuleState.DEGRADED, core.status().state());
    assertFalse(core.status().configRejected());
  }

  @Test
  void shouldGoOnWithTheOldSettingsWhenNewOnesAreRefused() {
    core.configure(GOOD.config());
    CyclicTask before = tasks.get(0);
    core.configure(WRONG.config());

    assertEquals(List.of(before), tasks);
    assertTrue(core.status().configRejected());
  }

  @Test
  void shouldChangeNothingWhenTheConfigurationIsTheSame() {
    core.configure(GOOD.config());
    CyclicTask before = tasks.get(0);
    core.configure(GOOD.config());

    assertEquals(List.of(before), tasks);
  }

  @Test
  void shouldKeepTheSegmentWhenTheSettingsChange() {
    core.configure(GOOD.config());
    core.configure(GOOD.with("cycleHz", 200).with("commands.onStale", "hold").config());
    cycle();

    assertEquals(1, tasks.size());
    assertEquals(200, tasks.get(0).spec().rateHz());
    assertEquals(1, manager.asked().size());
  }

  @Test
  void shouldClaimARefusedSegmentAgainWhenItIsConfiguredAgain() {
    manager.refuse(new UnsupportedException("control_state", "not in memory", "use tmpfs"));
    core.configure(GOOD.config());
    assertEquals(ModuleFault.SEGMENT_REFUSED, core.status().fault());

    core.configure(GOOD.config());
    cycle();

    assertEquals(ModuleState.DEGRADED, core.status().state());
  }

  @Test
  void shouldBeAFaultWhileItsLoopMayNotRun() {
    core.configure(GOOD.config());
    tasks.get(0).refused(new PermissionDeniedException("1000 Hz", "fifo refused", "grant rtprio"));
    assertEquals(ModuleFault.LOOP_REFUSED, core.status().fault());

    cycle();
    assertEquals(ModuleFault.INPUT_LOST, core.status().fault());
  }

  @Test
  void shouldGiveBackWhatItTookWhenItCannotStart() {
    ControlCore failing =
        new ControlCore(
            manager,
            task -> {
              throw new IllegalStateException("no registry");
            },
            timer);

    assertThrows(IllegalStateException.class, () -> failing.configure(GOOD.config()));

    assertFalse(manager.writer(0).isOpen());
    assertEquals(ModuleState.STOPPED, failing.status().state());
  }

  @Test
  void shouldStopTwice() {
    core.configure(GOOD.config());
    core.stop();
    core.stop();

    assertEquals(ModuleState.STOPPED, core.status().state());
  }

  @Test
  void shouldOverwriteEverythingThatAnotherRecordLeft() {
    core.configure(GOOD.config());
    byte[] bytes = new byte[manager.writer(0).capacityBytes()];
    Arrays.fill(bytes, (byte) 0x5A);
    MutableRecord record = manager.writer(0).begin();
    record.putBytes(0, bytes, 0, ControlState.LAYOUT.sizeBytes());
    manager.writer(0).abort();
    tasks.get(0).joined(new IdleLoop());
    cycle();

    for (Field field : ControlState.LAYOUT.fields()) {
      Object left = field.value(MutableRecord.of(bytes).view(), 0);
      assertFalse(left.equals(field.value(manager.writer(0).view(), 0)), field.name());
    }
  }

  @Test
  void shouldAllocateNothingInACycle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Rig rig = Rig.started();
    rig.homed(0);
    rig.command(CommandCode.JOG, 1, 1);
    CyclicTask task = rig.controlTask();
    long nowNs = rig.nowNs();
    for (int i = 0; i < 20_000; i++) {
      task.cycle(nowNs);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 50_000; i++) {
      task.cycle(nowNs);
    }
    long perCycle = (threads.getCurrentThreadAllocatedBytes() - before) / 50_000;

    assertTrue(before > 0, "this JVM does not measure allocation");
    assertEquals(0, perCycle, "bytes a cycle");
  }

  private Runnable register(CyclicTask task) {
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  private void cycle() {
    tasks.get(0).cycle(1);
  }
}
