// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import java.util.function.Supplier;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.module.kit.Command;
import org.evo.shm.module.kit.CommandHandler;
import org.evo.shm.module.kit.CommandReply;
import org.evo.shm.recipe.load.RecipeBook;
import org.evo.shm.recipe.model.Machine;

/** What each command does in each state. Owned by the loop. */
final class RecipeCommands implements CommandHandler {

  private final RecipeMachine machine;
  private final Plant plant;
  private final Supplier<RecipeBook> recipes;
  private long lost;

  RecipeCommands(RecipeMachine machine, Plant plant, Supplier<RecipeBook> recipes) {
    this.machine = machine;
    this.plant = plant;
    this.recipes = recipes;
  }

  /** Whether commands were lost since the last reset. */
  boolean hasLost() {
    return lost > 0;
  }

  @Override
  public CommandReply handle(Command command) {
    return switch (command.code()) {
      case EMERGENCY_STOP -> emergencyStop();
      case RESET -> reset();
      case RECIPE_START -> start(command.text());
      case RECIPE_PAUSE -> pause();
      case RECIPE_RESUME -> resume();
      case RECIPE_STOP -> stop();
      case RECIPE_ABORT -> abort();
      case RECIPE_SKIP -> skip();
      case RECIPE_RETRY -> retry();
      case SET_DIGITAL -> setDigital(command.arg(0), command.arg(1));
      case SET_ANALOG -> setAnalog(command.arg(0), command.arg(1));
      default -> CommandReply.unknown();
    };
  }

  @Override
  public void lost(long count) {
    lost += count;
    if (machine.state() == RecipeState.RUNNING) {
      machine.pause(count + " commands were lost");
    }
  }

  private CommandReply emergencyStop() {
    plant.emergencyStop().command();
    plant.outputs().clear();
    return CommandReply.accepted();
  }

  private CommandReply reset() {
    lost = 0;
    plant.reset();
    return CommandReply.accepted();
  }

  private CommandReply start(String name) {
    if (machine.isUnderWay()) {
      return CommandReply.notPossible(
          "a recipe is " + machine.state() + ": stop or abort it before");
    }
    if (plant.emergencyStop().isActive()) {
      return CommandReply.notPossible(plant.emergencyStop().reason());
    }
    if (!plant.isCommanded()) {
      return unheard();
    }
    RecipeBook.Entry entry = recipes.get().find(name);
    if (entry.recipe().isEmpty()) {
      machine.refused(entry.refusal());
      return CommandReply.invalid(entry.refusal());
    }
    machine.start(entry.recipe().get());
    return CommandReply.accepted();
  }

  private CommandReply pause() {
    if (machine.state() == RecipeState.RUNNING) {
      machine.pause("");
    }
    return machine.state() == RecipeState.PAUSED ? CommandReply.accepted() : notNow();
  }

  private CommandReply resume() {
    return machine.state() == RecipeState.PAUSED ? goOn() : notNow();
  }

  private CommandReply stop() {
    if (machine.isUnderWay() && machine.state() != RecipeState.STOPPING) {
      machine.stop();
    }
    return machine.isUnderWay() ? CommandReply.accepted() : notNow();
  }

  private CommandReply abort() {
    if (!machine.isUnderWay()) {
      return notNow();
    }
    machine.abort("aborted by command");
    return CommandReply.accepted();
  }

  private CommandReply skip() {
    if (!machine.isUnderWay() || machine.state() == RecipeState.STOPPING || !machine.canSkip()) {
      return notNow();
    }
    CommandReply reply = machine.state() == RecipeState.FAULT ? goOn() : CommandReply.accepted();
    if (machine.state() != RecipeState.FAULT) {
      machine.skip();
    }
    return reply;
  }

  private CommandReply retry() {
    if (machine.state() != RecipeState.FAULT) {
      return notNow();
    }
    CommandReply reply = goOn();
    if (machine.state() == RecipeState.RUNNING) {
      machine.retry();
    }
    return reply;
  }

  private CommandReply goOn() {
    if (plant.isMissing()) {
      return CommandReply.notPossible(plant.loss());
    }
    if (!plant.isCommanded()) {
      return unheard();
    }
    machine.goOn();
    return CommandReply.accepted();
  }

  private CommandReply unheard() {
    return CommandReply.notPossible("commands_config is " + plant.commandsState());
  }

  private CommandReply setDigital(double channel, double value) {
    if (!isChannel(channel, Machine.DIGITAL_CHANNELS) || value != 0 && value != 1) {
      return CommandReply.invalid("give a channel from 0 to 63, then 0 or 1");
    }
    if (!isByHand()) {
      return notNow();
    }
    plant.outputs().setDigital((int) channel, value != 0);
    return CommandReply.accepted();
  }

  private CommandReply setAnalog(double channel, double volts) {
    if (!isChannel(channel, Machine.ANALOG_CHANNELS) || !Outputs.isVoltage(volts)) {
      return CommandReply.invalid("give a channel from 0 to 15, then -10 to 10 V");
    }
    if (!isByHand()) {
      return notNow();
    }
    plant.outputs().setAnalogV((int) channel, volts);
    return CommandReply.accepted();
  }

  /** Outputs are set by command only while no recipe sets them. */
  private boolean isByHand() {
    return machine.state() != RecipeState.RUNNING
        && machine.state() != RecipeState.STOPPING
        && !plant.emergencyStop().isActive();
  }

  private CommandReply notNow() {
    if (plant.emergencyStop().isActive()) {
      return CommandReply.notPossible(plant.emergencyStop().reason());
    }
    return CommandReply.notPossible(
        machine.isUnderWay() ? "the recipe is " + machine.state() : "no recipe is under way");
  }

  private static boolean isChannel(double channel, int count) {
    return channel >= 0 && channel < count && channel == Math.rint(channel);
  }
}
