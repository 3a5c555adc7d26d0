// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import java.util.List;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.control.axis.Axis;
import org.evo.shm.control.axis.Motion;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.Command;
import org.evo.shm.module.kit.CommandHandler;
import org.evo.shm.module.kit.CommandReply;
import org.evo.shm.module.kit.ModuleCondition;

/** Does what is commanded. Owned by one thread, told the state of the cycle first. */
final class CommandDesk implements CommandHandler {

  private final List<Axis> axes;
  private final EmergencyStop stop;
  private final ModuleCondition condition;
  private ControlInputs inputs;
  private long nowNs;

  CommandDesk(List<Axis> axes, EmergencyStop stop, ModuleCondition condition) {
    this.axes = axes;
    this.stop = stop;
    this.condition = condition;
  }

  /** In which cycle the commands that follow are handled. */
  void open(ControlInputs newInputs, long newNowNs) {
    inputs = newInputs;
    nowNs = newNowNs;
  }

  @Override
  public CommandReply handle(Command command) {
    return switch (command.code()) {
      case EMERGENCY_STOP -> emergencyStop(command.text());
      case RESET -> reset();
      case ENABLE, DISABLE, HOME, MOVE, JOG, STOP -> axis(command);
      default -> CommandReply.unknown();
    };
  }

  /** One of them may have been to stop: whatever moves comes to rest. */
  @Override
  public void lost(long count) {
    condition.degraded(
        ModuleFault.COMMANDS_LOST, true, "commands were overwritten before they were seen");
    axes.forEach(Axis::stop);
  }

  /** Switches every drive off. */
  void failAll() {
    for (int i = 0; i < axes.size(); i++) {
      axes.get(i).fail(AxisFault.EMERGENCY_STOP);
    }
  }

  private CommandReply emergencyStop(String why) {
    stop.latch(why);
    failAll();
    return CommandReply.accepted();
  }

  /** All or nothing: whoever resets shall know that all of it is over. */
  private CommandReply reset() {
    if (stop.isAsked()) {
      return CommandReply.notPossible("the emergency stop is still asked for");
    }
    for (int i = 0; i < axes.size(); i++) {
      if (!axes.get(i).isResettable()) {
        return CommandReply.notPossible("axis " + i + " still has " + axes.get(i).fault());
      }
    }
    stop.reset(nowNs);
    inputs.acknowledge();
    condition.degraded(ModuleFault.COMMANDS_LOST, false, "");
    axes.forEach(Axis::reset);
    return CommandReply.accepted();
  }

  private CommandReply axis(Command command) {
    int index = command.axis();
    if (index < 0 || index >= axes.size()) {
      return CommandReply.invalid(
          "axis " + index + " is not possible, choose 0 to " + (axes.size() - 1));
    }
    if (!inputs.commands().isUsable() && !command.code().stops()) {
      return CommandReply.notPossible("commands were lost: reset first");
    }
    Axis axis = axes.get(index);
    return switch (command.code()) {
      case ENABLE -> axis.enable(inputs.sensors().isUsable(), nowNs);
      case DISABLE -> axis.disable();
      case HOME -> axis.home(nowNs);
      case MOVE -> axis.move(new Motion(command.arg(0), command.arg(1), command.arg(2)), nowNs);
      case JOG -> axis.jog(command.arg(0), nowNs);
      default -> axis.stop();
    };
  }
}
