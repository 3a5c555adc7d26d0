// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.module.kit.ConfigGate;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.SegmentKeeper;
import org.evo.shm.module.kit.TaskPlace;
import org.evo.shm.module.kit.TaskRegistry;
import org.evo.shm.recipe.load.RecipeShelf;
import org.evo.shm.recipe.run.Inputs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module without its container: recipes, inputs, segment and task, as the configuration wants
 * them. Owns all of them until {@link #stop()}. Thread-safe.
 */
final class RecipeCore {

  private static final Logger LOG = LoggerFactory.getLogger(RecipeCore.class);

  private final ShmLifecycleManager manager;
  private final TaskPlace task;
  private final RetryTimer timer;
  private final String defaultDirectory;
  private final ModuleCondition condition =
      new ModuleCondition(PhysOutputIo.MODULE, List.of(PhysOutputIo.SEGMENT));
  private final ConfigGate gate =
      new ConfigGate(
          new ConfigLog(LOG, RecipeModule.PID, RecipeConfig.class),
          condition::configurationAccepted,
          condition::configurationRefused);
  private final HeaderStamp header = new HeaderStamp(PhysOutputIo.HEADER);
  private final SegmentKeeper keeper;
  private final RecipeShelf shelf;
  private final Charge charge;
  private Optional<RecipeSettings> active = Optional.empty();
  private Optional<Inputs> inputs = Optional.empty();

  /**
   * @param defaultDirectory where recipes are when nothing is configured, empty for nowhere
   */
  RecipeCore(
      ShmLifecycleManager manager, TaskRegistry tasks, RetryTimer timer, String defaultDirectory) {
    this.manager = manager;
    this.task = new TaskPlace(tasks);
    this.timer = timer;
    this.defaultDirectory = defaultDirectory;
    this.keeper =
        SegmentKeeper.ofRecord(manager, PhysOutputIo.MODULE, PhysOutputIo.LAYOUT, timer, condition);
    this.shelf = new RecipeShelf(timer);
    this.charge = new Charge(shelf::book);
  }

  ModuleStatus status() {
    return condition.status();
  }

  /**
   * Puts a configuration in force, see {@link #configure(RecipeConfig)}.
   *
   * @param properties all that the container knows of it, for the log
   */
  synchronized void configure(RecipeConfig config, Map<String, ?> properties) {
    gate.arrived(properties);
    configure(config);
  }

  /**
   * Puts a configuration in force. One that is refused changes nothing but the status. When the
   * module cannot start, what it took is given back and it is stopped. Timing: blocking.
   */
  synchronized void configure(RecipeConfig config) {
    Optional<RecipeSettings> wanted =
        gate.settings(() -> RecipeSettings.of(config, defaultDirectory), active);
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

  /** Gives everything back: the task, the readers, the segment. Idempotent. */
  synchronized void stop() {
    task.clear();
    timer.close();
    inputs.ifPresent(Inputs::close);
    inputs = Optional.empty();
    keeper.close();
    condition.stopped();
  }

  private void apply(RecipeSettings wanted) {
    Optional<RecipeSettings> before = active;
    active = Optional.of(wanted);
    if (before.isEmpty() || !before.get().takesRecipesLike(wanted)) {
      shelf.watch(wanted.directory(), wanted.pollMs());
    }
    if (before.isEmpty() || !before.get().runsLike(wanted)) {
      task.clear();
    }
    if (before.isEmpty() || !before.get().readsLike(wanted)) {
      inputs.ifPresent(Inputs::close);
      inputs = Optional.of(read(wanted));
    }
    keeper.claim();
    if (task.isEmpty()) {
      task.fill(new RecipeTask(wanted.cycle(), inputs.get(), charge, keeper, condition, header));
    }
  }

  private Inputs read(RecipeSettings wanted) {
    Inputs fresh =
        new Inputs(
            new InputLink(
                manager, ControlState.LAYOUT, ControlState.HEADER, timer, wanted.control()),
            new InputLink(
                manager, CommandsConfig.LAYOUT, CommandsConfig.HEADER, timer, wanted.commands()),
            new InputLink(manager, PhysInputIo.LAYOUT, PhysInputIo.HEADER, timer, wanted.io()),
            wanted.control().maxAgeNs());
    fresh.start();
    return fresh;
  }
}
