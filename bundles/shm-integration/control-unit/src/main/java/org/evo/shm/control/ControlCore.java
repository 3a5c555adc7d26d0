// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.module.kit.ConfigGate;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.SegmentKeeper;
import org.evo.shm.module.kit.TaskPlace;
import org.evo.shm.module.kit.TaskRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module without its container: inputs, axes, segment and task, as the configuration wants
 * them. Owns all of them until {@link #stop()}. Thread-safe.
 */
public final class ControlCore {

  private static final Logger LOG = LoggerFactory.getLogger(ControlCore.class);

  private final ShmLifecycleManager manager;
  private final TaskPlace task;
  private final RetryTimer timer;
  private final ModuleCondition condition =
      new ModuleCondition(ControlState.MODULE, List.of(ControlState.SEGMENT));
  private final ConfigVerdict verdict = new ConfigVerdict(condition);
  private final ConfigGate gate =
      new ConfigGate(
          new ConfigLog(LOG, ControlModule.PID, ControlConfig.class),
          verdict::accepted,
          verdict::refused);
  private final HeaderStamp header = new HeaderStamp(ControlState.HEADER);
  private final SegmentKeeper keeper;
  private Optional<ControlSettings> active = Optional.empty();
  private Optional<ControlUnit> unit = Optional.empty();
  private Optional<ControlInputs> inputs = Optional.empty();

  /**
   * @param timer closed with this
   */
  public ControlCore(ShmLifecycleManager manager, TaskRegistry tasks, RetryTimer timer) {
    this.manager = manager;
    this.task = new TaskPlace(tasks);
    this.timer = timer;
    this.keeper =
        SegmentKeeper.ofRecord(manager, ControlState.MODULE, ControlState.LAYOUT, timer, condition);
  }

  /** How the module is now. Timing: cold. */
  public ModuleStatus status() {
    return condition.status();
  }

  /**
   * Puts a configuration in force, see {@link #configure(ControlConfig)}.
   *
   * @param properties all that the container knows of it, for the log
   */
  public synchronized void configure(ControlConfig config, Map<String, ?> properties) {
    gate.arrived(properties);
    configure(config);
  }

  /**
   * Puts a configuration in force. One that is refused changes nothing but the status. When the
   * module cannot start, what it took is given back and it is stopped. Timing: blocking.
   */
  public synchronized void configure(ControlConfig config) {
    Optional<ControlSettings> wanted = gate.settings(() -> ControlSettings.of(config), active);
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

  /** Gives everything back: the task, the inputs, the segment. Idempotent. Timing: blocking. */
  public synchronized void stop() {
    task.clear();
    timer.close();
    inputs.ifPresent(ControlInputs::close);
    keeper.close();
    condition.stopped();
  }

  private void apply(ControlSettings wanted) {
    Optional<ControlSettings> before = active;
    active = Optional.of(wanted);
    if (!before.equals(active)) {
      task.clear();
      if (!before.map(ControlSettings::inputs).equals(active.map(ControlSettings::inputs))) {
        inputs.ifPresent(ControlInputs::close);
        inputs = Optional.of(attach(wanted.inputs()));
      }
      unit = unit.or(() -> Optional.of(create(wanted)));
      unit.orElseThrow().configure(wanted, inputs.orElseThrow());
    }
    keeper.claim();
    if (task.isEmpty()) {
      task.fill(new ControlTask(wanted.cycle(), unit.orElseThrow(), keeper, condition, header));
    }
  }

  private ControlUnit create(ControlSettings settings) {
    return new ControlUnit(condition, verdict, settings.axes());
  }

  private ControlInputs attach(ControlSettings.Inputs policies) {
    ControlInputs attached =
        new ControlInputs(
            link(PhysInputIo.LAYOUT, PhysInputIo.HEADER, policies.sensors()),
            link(PhysOutputIo.LAYOUT, PhysOutputIo.HEADER, policies.requests()),
            link(CommandsConfig.LAYOUT, CommandsConfig.HEADER, policies.commands()));
    attached.start();
    return attached;
  }

  private InputLink link(RecordLayout layout, HeaderFields fields, InputPolicy policy) {
    return new InputLink(manager, layout, fields, timer, policy);
  }
}
