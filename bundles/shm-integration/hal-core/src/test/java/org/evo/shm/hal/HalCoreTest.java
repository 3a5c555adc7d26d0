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
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.hal.host.HostFixture;
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

  @BeforeEach
  void createMachine() {
    HostFixture host = new HostFixture(dir).machine();
    good =
        TestConfig.DEFAULTS
            .withDirectories(host.procDir().toString(), host.sysDir().toString())
            .withSampling(50, 500);
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
    core.configure(good);

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
    core.configure(good);

    SegmentSpec spec = manager.asked().get(0);
    assertEquals("phys_input_io", spec.name());
    assertEquals("hal", spec.module());
    assertEquals(CommitTime.LOOP, spec.commitTime());
    assertEquals(PhysInputIo.LAYOUT, spec.record().orElseThrow());
  }

  @Test
  void shouldWaitAndNotFailWhenTheSegmentIsBusy() {
    manager.refuse(new SegmentBusyException("phys_input_io", "owned by pid 7", "stop it"));

    core.configure(good);
    assertEquals(ModuleState.WAITING, core.status().state());
    cycle();

    timer.fire();
    cycle();
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldTakeNothingWhenTheFirstConfigurationIsWrong() {
    core.configure(good.withPublishHz(1));

    assertEquals(ModuleFault.CONFIGURATION, core.status().fault());
    assertEquals(List.of(), tasks);
    assertEquals(0, manager.asked().size());
    assertFalse(driverRuns());
  }

  @Test
  void shouldStartOnceAWrongFirstConfigurationIsCorrected() {
    core.configure(good.withPublishHz(1));

    core.configure(good);
    cycle();

    assertEquals(ModuleState.RUNNING, core.status().state());
    assertFalse(core.status().configRejected());
  }

  @Test
  void shouldGoOnWithTheOldSettingsWhenNewOnesAreRefused() {
    core.configure(good);
    CyclicTask before = tasks.get(0);

    core.configure(good.withDrivers("host", "axis"));
    cycle();

    assertEquals(List.of(before), tasks);
    assertEquals(ModuleState.RUNNING, core.status().state());
    assertTrue(core.status().configRejected());
    assertTrue(core.status().text().contains("axis"));
  }

  @Test
  void shouldReplaceTheTaskAndKeepSegmentAndDriverWhenOnlyTheRateChanges() {
    core.configure(good);
    Thread driver = driver();

    core.configure(good.withPublishHz(1000));

    assertEquals(1, tasks.size());
    assertEquals(1000, tasks.get(0).spec().rateHz());
    assertEquals(driver, driver());
    assertEquals(1, manager.asked().size());
  }

  @Test
  void shouldReplaceTheDriverAndKeepTheSegmentWhenItIsToSampleOtherwise() {
    core.configure(good);
    Thread driver = driver();

    core.configure(good.withSampling(20, 500));

    assertFalse(driver.isAlive());
    assertTrue(driverRuns());
    assertEquals(1, manager.asked().size());
  }

  @Test
  void shouldEndTheDriverThatIsNoLongerWanted() {
    core.configure(good);

    core.configure(good.withDrivers());
    cycle();

    assertFalse(driverRuns());
    assertEquals(Quality.BAD, quality());
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldChangeNothingWhenTheConfigurationIsTheSame() {
    core.configure(good);
    CyclicTask before = tasks.get(0);

    core.configure(good);

    assertEquals(List.of(before), tasks);
  }

  @Test
  void shouldClaimARefusedSegmentAgainWhenItIsConfiguredAgain() {
    manager.refuse(new UnsupportedException("phys_input_io", "not in memory", "use tmpfs"));
    core.configure(good);
    assertEquals(ModuleFault.SEGMENT_REFUSED, core.status().fault());

    core.configure(good);
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

    assertThrows(IllegalStateException.class, () -> failing.configure(good));

    assertFalse(driverRuns());
    assertFalse(manager.writer(0).isOpen());
    assertEquals(ModuleState.STOPPED, failing.status().state());
  }

  @Test
  void shouldStopTwice() {
    core.configure(good);

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
