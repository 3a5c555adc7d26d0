// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.hal.host.HostFixture;
import org.evo.shm.hal.output.OutputRecord;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HalCoreTest {

  @TempDir private Path dir;
  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final List<CyclicTask> tasks = new ArrayList<>();
  private final HalCore core = new HalCore(manager, this::register, timer, System::nanoTime);
  private TestConfig good;

  /**
   * Samples may be old before the module is in a wrong state: the driver's thread may have to wait.
   */
  @BeforeEach
  void createMachine() {
    HostFixture host = new HostFixture(dir).machine();
    good =
        TestConfig.DEFAULTS
            .withDirectories(host.procDir().toString(), host.sysDir().toString())
            .withSampling(50, 60_000);
  }

  @AfterEach
  void shouldLeaveNothingBehind() {
    core.stop();
    assertEquals(List.of(), tasks);
    assertFalse(driverRuns());
    assertTrue(timer.isClosed());
    for (int i = 0; i < manager.writers(); i++) {
      assertFalse(manager.writer(i).isOpen());
    }
  }

  @Test
  void shouldPublishWhatTheDriverSamples() {
    core.configure(good.config());

    await()
        .until(
            () -> {
              cycle();
              return quality() == Quality.GOOD;
            });
    assertEquals(ModuleState.RUNNING, core.status().state());
    assertEquals(List.of("phys_input_io"), core.status().segments());
  }

  @Test
  void shouldAskForATypedSegmentOfItsOwn() {
    core.configure(good.config());

    SegmentSpec spec = manager.asked().get(0);
    assertEquals("phys_input_io", spec.name());
    assertEquals("hal", spec.module());
    assertEquals(CommitTime.LOOP, spec.commitTime());
    assertEquals(PhysInputIo.LAYOUT, spec.record().orElseThrow());
  }

  @Test
  void shouldWaitAndNotFailWhenTheSegmentIsBusy() {
    manager.refuse(new SegmentBusyException("phys_input_io", "owned by pid 7", "stop it"));

    core.configure(good.config());
    assertEquals(ModuleState.WAITING, core.status().state());
    cycle();

    timer.fire();
    cycle();
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldTakeNothingWhenTheFirstConfigurationIsWrong() {
    core.configure(good.withPublishHz(1).config());

    assertEquals(ModuleFault.CONFIGURATION, core.status().fault());
    assertEquals(List.of(), tasks);
    assertEquals(0, manager.asked().size());
    assertFalse(driverRuns());
  }

  @Test
  void shouldStartOnceAWrongFirstConfigurationIsCorrected() {
    core.configure(good.withPublishHz(1).config());

    core.configure(good.config());
    cycle();

    assertEquals(ModuleState.RUNNING, core.status().state());
    assertFalse(core.status().configRejected());
  }

  @Test
  void shouldGoOnWithTheOldSettingsWhenNewOnesAreRefused() {
    core.configure(good.config());
    CyclicTask before = tasks.get(0);

    core.configure(good.withDrivers("host", "axis").config());
    cycle();

    assertEquals(List.of(before), tasks);
    assertEquals(ModuleState.RUNNING, core.status().state());
    assertTrue(core.status().configRejected());
    assertTrue(core.status().text().contains("axis"));
  }

  @Test
  void shouldReplaceTheTaskAndKeepSegmentAndDriverWhenOnlyTheRateChanges() {
    core.configure(good.config());
    Thread driver = driver();

    core.configure(good.withPublishHz(1000).config());

    assertEquals(1, tasks.size());
    assertEquals(1000, tasks.get(0).spec().rateHz());
    assertEquals(driver, driver());
    assertEquals(1, manager.asked().size());
  }

  @Test
  void shouldReplaceTheDriverAndKeepTheSegmentWhenItIsToSampleOtherwise() {
    core.configure(good.config());
    Thread driver = driver();

    core.configure(good.withSampling(20, 60_000).config());

    assertFalse(driver.isAlive());
    assertTrue(driverRuns());
    assertEquals(1, manager.asked().size());
  }

  @Test
  void shouldEndTheDriverThatIsNoLongerWanted() {
    core.configure(good.config());

    core.configure(good.withDrivers().config());
    cycle();

    assertFalse(driverRuns());
    assertEquals(Quality.BAD, quality());
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldChangeNothingWhenTheConfigurationIsTheSame() {
    core.configure(good.config());
    CyclicTask before = tasks.get(0);

    core.configure(good.config());

    assertEquals(List.of(before), tasks);
  }

  @Test
  void shouldClaimARefusedSegmentAgainWhenItIsConfiguredAgain() {
    manager.refuse(new UnsupportedException("phys_input_io", "not in memory", "use tmpfs"));
    core.configure(good.config());
    assertEquals(ModuleFault.SEGMENT_REFUSED, core.status().fault());

    core.configure(good.config());
    cycle();

    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldGiveBackWhatItTookWhenItCannotStart() {
    HalCore failing =
        new HalCore(
            manager,
            task -> {
              throw new IllegalStateException("no registry");
            },
            timer,
            System::nanoTime);

    assertThrows(IllegalStateException.class, () -> failing.configure(good.config()));

    assertFalse(driverRuns());
    assertFalse(manager.writer(0).isOpen());
    assertEquals(ModuleState.STOPPED, failing.status().state());
  }

  @Test
  void shouldRunWithSafeOutputsWhileNobodyCommandsTheAxes() {
    core.configure(good.withDrivers("axis-sim").config());
    cycle();

    assertEquals(ModuleState.RUNNING, core.status().state());
    assertEquals(1000, tasks.get(0).spec().rateHz());
    assertEquals(SafeReason.NO_OUTPUT, reason());
  }

  @Test
  void shouldGoOnWithTheAxesWhenTheNewOnesAreRefused() {
    core.configure(good.withDrivers("axis-sim").config());
    CyclicTask before = tasks.get(0);

    core.configure(good.withDrivers("axis-sim").withAxis("massKg", "0").config());
    cycle();

    assertEquals(List.of(before), tasks);
    assertEquals(ModuleState.RUNNING, core.status().state());
    assertTrue(core.status().text().contains("axis.massKg"));
    assertEquals(4, PhysInputIo.AXIS.axisCount().get(manager.writer(0).view()));
  }

  @Test
  void shouldDriveAndLoseItsCommandsAndStayRunning() {
    core.configure(good.withDrivers("axis-sim").config());
    OutputRecord asked = new OutputRecord(manager).banks(1, 0);
    long nowNs = System.nanoTime();
    asked.publish(nowNs);
    timer.fire();
    tasks.get(0).cycle(nowNs);
    assertEquals(SafeReason.NONE, reason());

    asked.die();
    await()
        .until(
            () -> {
              cycle();
              return reason() == SafeReason.OUTPUT_STALE;
            });

    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldSayThatAResetIsNeededWhenItIsToStop() {
    core.configure(good.withDrivers("axis-sim").with("output.onStale", "stop").config());
    OutputRecord asked = new OutputRecord(manager);
    long nowNs = System.nanoTime();
    asked.publish(nowNs);
    timer.fire();
    tasks.get(0).cycle(nowNs);

    await()
        .until(
            () -> {
              cycle();
              return core.status().fault() == ModuleFault.RESET_NEEDED;
            });

    assertEquals(ModuleState.DEGRADED, core.status().state());
    asked.die();
  }

  @Test
  void shouldTakeTheAxesAwayWhenTheyAreNoLongerWanted() {
    core.configure(good.withDrivers("axis-sim").config());
    cycle();

    core.configure(good.withDrivers().config());
    cycle();

    assertEquals(Quality.BAD, PhysInputIo.AXIS.stamp().qualityIn(manager.writer(0).view()));
    assertEquals(100, tasks.get(0).spec().rateHz());
  }

  @Test
  void shouldStopTwice() {
    core.configure(good.config());

    core.stop();
    core.stop();

    assertEquals(ModuleState.STOPPED, core.status().state());
    assertEquals(List.of(), core.status().segments());
  }

  private Runnable register(CyclicTask task) {
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  private void cycle() {
    tasks.get(0).cycle(System.nanoTime());
  }

  private SafeReason reason() {
    return SafeReason.ofCode(PhysInputIo.ACTUATOR.safeReason().get(manager.writer(0).view()));
  }

  private Quality quality() {
    return PhysInputIo.DISK.stamp().qualityIn(manager.writer(0).view());
  }

  private static boolean driverRuns() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("evo-hal-host"));
  }

  private static Thread driver() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("evo-hal-host"))
        .findAny()
        .orElseThrow();
  }
}
