// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evo.shm.contract.commands.CommandTarget;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.kit.CommandInbox;
import org.evo.shm.recipe.load.RecipeBook;

/**
 * Consumes commands, runs recipes and passes the axes' outputs on. It outlives changes of the
 * configuration, and the recipe with it. Owned by the loop. Hot, but for commands and failures.
 */
public final class RecipeExecutor {

  private static final long MAX_COMMAND_AGE_NS = TimeUnit.SECONDS.toNanos(1);

  private final Plant plant;
  private final RecipeMachine machine;
  private final RecipeCommands commands;
  private final CommandInbox inbox;
  private boolean cycled;
  private long lastNs;

  /**
   * @param recipes those that are known now; hot
   * @param startNs when the module took charge, by the loop's clock: commands from before are not
   *     done
   */
  public RecipeExecutor(Supplier<RecipeBook> recipes, long startNs) {
    plant = new Plant(startNs);
    machine = new RecipeMachine(plant);
    commands = new RecipeCommands(machine, plant, recipes);
    inbox = new CommandInbox(CommandTarget.RECIPE, startNs, MAX_COMMAND_AGE_NS, commands);
  }

  /**
   * Does the work of a cycle.
   *
   * @param inputs polled in this cycle
   */
  public void cycle(long nowNs, Inputs inputs) {
    plant.look(inputs);
    machine.begin(cycled ? Math.max(0, nowNs - lastNs) : 0);
    cycled = true;
    lastNs = nowNs;
    if (plant.hearsCommands()) {
      inbox.take(inputs.commands().view(), nowNs);
    }
    machine.cycle();
  }

  /** Stores everything but the header. */
  public void store(MutableRecord record) {
    plant.store(record);
    machine.store(record);
    inbox.store(record, PhysOutputIo.ACK);
  }

  /** What the recipe does. */
  public RecipeState state() {
    return machine.state();
  }

  /** What went wrong last, empty when all is well. */
  public String error() {
    return machine.error();
  }

  /** Whether everything is driven safe. */
  public boolean isEmergencyStopped() {
    return plant.emergencyStop().isActive();
  }

  /** Whether commands were lost since the last reset. */
  public boolean hasLostCommands() {
    return commands.hasLost();
  }
}
