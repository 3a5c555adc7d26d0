// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.hal.host.HostDriver;
import org.evo.shm.hal.host.HostSettings;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.module.kit.ConfigGate;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.SegmentKeeper;
import org.evo.shm.module.kit.TaskPlace;
import org.evo.shm.module.kit.TaskRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module without its container: driver, segment and publishing task, as the configuration wants
 * them. Owns all three until {@link #stop()}. Thread-safe.
 */
final class HalCore {

  private static final Logger LOG = LoggerFactory.getLogger(HalCore.class);

  private final TaskPlace task;
  private final LongSupplier clock;
  private final ModuleCondition condition =
      new ModuleCondition(PhysInputIo.MODULE, List.of(PhysInputIo.SEGMENT));
  private final DriverReport drivers = new DriverReport(condition);
  private final SegmentKeeper keeper;
  private final ConfigGate gate =
      new ConfigGate(
          new ConfigLog(LOG, HalModule.PID, HalConfig.class),
          condition::configurationAccepted,
          condition::configurationRefused);
  private final HeaderStamp header = new HeaderStamp(PhysInputIo.HEADER);
  private final RetryTimer timer;
  private Optional<HalSettings> active = Optional.empty();
  private final MachineBay machines;
  private Optional<HostDriver> driver = Optional.empty();

  /**
   * @param clock the monotonic time that the loops go by, in ns
   */
  HalCore(ShmLifecycleManager manager, TaskRegistry tasks, RetryTimer timer, LongSupplier clock) {
    this.task = new TaskPlace(tasks);
    this.timer = timer;
    this.clock = clock;
    this.keeper =
        SegmentKeeper.ofRecord(manager, PhysInputIo.MODULE, PhysInputIo.LAYOUT, timer, condition);
    this.machines = new MachineBay(manager, timer);
  }

  ModuleStatus status() {
    return condition.status();
  }

  /**
   * Puts a configuration in force, see {@link #configure(HalConfig)}.
   *
   * @param properties all that the container knows of it, for the log
   */
  synchronized void configure(HalConfig config, Map<String, ?> properties) {
    gate.arrived(properties);
    configure(config);
  }

  /**
   * Puts a configuration in force. One that is refused changes nothing but the status. When the
   * module cannot start, what it took is given back and it is stopped. Timing: blocking.
   */
  synchronized void configure(HalConfig config) {
    Optional<HalSettings> wanted = gate.settings(() -> HalSettings.of(config), active);
    if (wanted.isEmpty()) {
      return;
    }
    try {
      apply(wanted.get());
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /** Gives everything back: the task, the driver's thread, the segment. Idempotent. */
  synchronized void stop() {
    task.clear();
    driver.ifPresent(HostDriver::close);
    driver = Optional.empty();
    timer.close();
    machines.close();
    keeper.close();
    condition.stopped();
  }

  private void apply(HalSettings wanted) {
    Optional<HalSettings> before = active;
    active = Optional.of(wanted);
    if (!before.equals(active)) {
      task.clear();
      switchDriver(before.flatMap(HalSettings::host), wanted.host());
      machines.fit(wanted.machine());
    }
    keeper.claim();
    if (task.isEmpty()) {
      task.fill(publishing(wanted));
    }
  }

  /**
   * Running counters are worth keeping: a driver is replaced only when it must sample otherwise.
   */
  private void switchDriver(Optional<HostSettings> before, Optional<HostSettings> wanted) {
    if (before.equals(wanted)) {
      return;
    }
    driver.ifPresent(HostDriver::close);
    drivers.replaced();
    driver = wanted.map(settings -> HostDriver.start(settings, clock, drivers));
  }

  private PublishTask publishing(HalSettings settings) {
    Inputs inputs =
        driver
            .map(running -> new Inputs(running::latest, settings.maxAgeNs()))
            .orElseGet(() -> Inputs.none(clock.getAsLong()));
    return new PublishTask(settings.cycle(), inputs, machines.machine(), keeper, condition, header);
  }
}
