// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.liaison.CommandOutcome;
import org.evo.shm.liaison.CommandRequest;
import org.evo.shm.liaison.Freshness;
import org.evo.shm.liaison.SegmentSnapshot;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiaisonCoreTest {

  @TempDir private Path dir;
  private final FakeManager manager = new FakeManager();
  private final FakeTimer claims = new FakeTimer();
  private final FakeTimer looks = new FakeTimer();
  private final List<CyclicTask> tasks = new ArrayList<>();
  private long nowNs = 1_000_000_000;
  private final LiaisonCore core =
      new LiaisonCore(manager, this::register, claims, looks, () -> nowNs, Optional.empty());

  @AfterEach
  void shouldLeaveNothingBehind() {
    core.stop();
    assertEquals(List.of(), tasks);
    assertTrue(claims.isClosed());
    assertTrue(looks.isClosed());
    assertEquals(ModuleState.STOPPED, core.status().state());
    for (int i = 0; i < manager.writers(); i++) {
      assertFalse(manager.writer(i).isOpen());
    }
  }

  @Test
  void shouldPublishARecordThatNobodyHasToObey() {
    core.configure(TestConfig.NOTHING.config());
    cycle();

    assertEquals(ModuleState.RUNNING, core.status().state());
    assertEquals(List.of("commands_config"), core.status().segments());
    assertEquals(0, CommandsConfig.COMMAND.newestSequence().get(manager.writer(0).view()));
    assertFalse(CommandsConfig.EMERGENCY_STOP.active().get(manager.writer(0).view()));
  }

  @Test
  void shouldAskForASegmentOfItsOwn() {
    core.configure(TestConfig.NOTHING.config());

    SegmentSpec spec = manager.asked().get(0);
    assertEquals("commands_config", spec.name());
    assertEquals("liaison", spec.module());
    assertEquals(CommandsConfig.LAYOUT, spec.record().orElseThrow());
  }

  @Test
  void shouldWaitWhenTheSegmentIsBusyAndTakeNoCommandMeanwhile() {
    manager.refuse(new SegmentBusyException("commands_config", "owned by pid 7", "stop it"));
    core.configure(TestConfig.NOTHING.config());
    core.commands().send(CommandRequest.emergencyStop(""));
    cycle();
    assertEquals(ModuleState.WAITING, core.status().state());

    claims.fire();
    cycle();

    assertEquals(ModuleFault.EMERGENCY_STOP, core.status().fault());
    assertTrue(CommandsConfig.EMERGENCY_STOP.active().get(manager.writer(0).view()));
  }

  @Test
  void shouldTakeNothingWhenTheFirstConfigurationIsWrong() {
    core.configure(TestConfig.NOTHING.with("publishHz", 1).config());

    assertEquals(ModuleFault.CONFIGURATION, core.status().fault());
    assertEquals(List.of(), tasks);
    assertEquals(0, manager.asked().size());

    core.configure(TestConfig.NOTHING.config());
    cycle();
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldGoOnWithTheOldSettingsWhenNewOnesAreRefused() {
    core.configure(TestConfig.NOTHING.config());
    CyclicTask before = tasks.get(0);

    core.configure(TestConfig.NOTHING.with("overridePercent", 200.0).config());
    cycle();

    assertEquals(List.of(before), tasks);
    assertEquals(ModuleState.RUNNING, core.status().state());
    assertTrue(core.status().configRejected());
    assertTrue(CommandsConfig.HEADER.configRejected().get(manager.writer(0).view()));
    assertEquals(100, CommandsConfig.CONFIG.overridePercent().get(manager.writer(0).view()));
  }

  @Test
  void shouldKeepSequencesAndSegmentWhenTheRateChanges() {
    core.configure(TestConfig.NOTHING.config());
    core.commands().send(CommandRequest.emergencyStop(""));
    cycle();

    core.configure(TestConfig.NOTHING.with("publishHz", 1000).config());
    cycle();

    assertEquals(1, tasks.size());
    assertEquals(1000, tasks.get(0).spec().rateHz());
    assertEquals(1, manager.asked().size());
    assertEquals(1, CommandsConfig.COMMAND.newestSequence().get(manager.writer(0).view()));
    assertEquals(2, CommandsConfig.HEADER.heartbeat().get(manager.writer(0).view()));
  }

  @Test
  void shouldSayWhyTheMachineDoesNotGrantItsLoop() {
    core.configure(TestConfig.NOTHING.config());
    cycle();

    tasks.get(0).refused(new UnsupportedException("loop", "EPERM", "grant it"));
    assertEquals(ModuleFault.LOOP_REFUSED, core.status().fault());

    cycle();
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldServeTheSocketThatIsConfigured() {
    Path first = dir.resolve("first");
    Path second = dir.resolve("second");
    core.configure(TestConfig.NOTHING.with("socket", first.toString()).config());
    await().until(() -> Files.exists(first));

    core.configure(TestConfig.NOTHING.with("socket", second.toString()).config());

    await().until(() -> Files.exists(second));
    assertFalse(Files.exists(first));
    core.configure(TestConfig.NOTHING.config());
    assertFalse(Files.exists(second));
  }

  @Test
  void shouldShowAllSegmentsAlsoThoseThatAreMissing() {
    core.configure(TestConfig.NOTHING.config());
    cycle();
    nowNs += 5_000_000;

    List<SegmentSnapshot> segments = core.snapshots().take().segments();

    assertEquals(6, segments.size());
    SegmentSnapshot own = segments.get(3);
    assertEquals(Freshness.LIVE, own.freshness());
    assertEquals(5_000_000, own.ageNs());
    assertEquals(1L, own.value("header.heartbeat", 0));
    assertEquals(Freshness.ABSENT, segments.get(1).freshness());
    assertTrue(segments.get(1).problem().contains("no such segment"));
    nowNs += 200_000_000;
    assertEquals(Freshness.STALE, core.snapshots().take().segments().get(3).freshness());
    assertEquals(1L, own.value("header.heartbeat", 0));
  }

  @Test
  void shouldEndWhatItOffersWithItself() {
    core.configure(TestConfig.NOTHING.config());
    core.stop();

    assertThrows(IllegalStateException.class, () -> core.snapshots().take());
    assertEquals(
        CommandOutcome.NOT_SENT,
        core.commands()
            .send(CommandRequest.emergencyStop(""))
            .toCompletableFuture()
            .getNow(null)
            .outcome());
  }

  @Test
  void shouldAllocateNothingInACycle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    core.configure(TestConfig.NOTHING.with("axis.kp", new String[] {"1.5"}).config());
    core.commands().send(CommandRequest.emergencyStop("while it is measured"));
    for (int i = 0; i < 20_000; i++) {
      cycle();
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 50_000; i++) {
      cycle();
    }
    long perCycle = (threads.getCurrentThreadAllocatedBytes() - before) / 50_000;

    assertTrue(before > 0, "this JVM does not measure allocation");
    assertEquals(0, perCycle, "bytes a cycle");
    assertEquals(1, CommandsConfig.COMMAND.newestSequence().get(manager.writer(0).view()));
  }

  private Runnable register(CyclicTask task) {
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  private void cycle() {
    tasks.get(0).cycle(nowNs);
  }
}
