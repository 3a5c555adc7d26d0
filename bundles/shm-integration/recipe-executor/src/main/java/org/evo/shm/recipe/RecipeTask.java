// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import org.evo.shm.contract.InputState;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.RecordPublisher;
import org.evo.shm.module.kit.SegmentKeeper;
import org.evo.shm.recipe.run.Inputs;
import org.evo.shm.recipe.run.RecipeExecutor;

/** Reads, goes on with the recipe and publishes, once a cycle. Hot. */
final class RecipeTask implements CyclicTask {

  private final CycleSpec spec;
  private final Inputs inputs;
  private final Charge charge;
  private final SegmentKeeper keeper;
  private final ModuleCondition condition;
  private final HeaderStamp header;
  private final RecordPublisher publisher;

  /** Null for a caller that counts no deadlines. */
  private CycleView loop;

  RecipeTask(
      CycleSpec spec,
      Inputs inputs,
      Charge charge,
      SegmentKeeper keeper,
      ModuleCondition condition,
      HeaderStamp header) {
    this.spec = spec;
    this.inputs = inputs;
    this.charge = charge;
    this.keeper = keeper;
    this.condition = condition;
    this.header = header;
    this.publisher = new RecordPublisher(keeper, condition, header, this::fill);
  }

  @Override
  public CycleSpec spec() {
    return spec;
  }

  @Override
  public void joined(CycleView joinedLoop) {
    loop = joinedLoop;
  }

  @Override
  public void cycle(long nowNs) {
    inputs.poll(nowNs);
    if (loop != null) {
      loop.inputsRead();
    }
    charge.take(keeper.writer(), nowNs);
    judgeInputs();
    if (charge.isOurs()) {
      charge.executor().cycle(nowNs, inputs);
      judge(charge.executor());
      publisher.publish(nowNs);
    } else {
      header.cycle();
      condition.loopRuns(nowNs);
    }
  }

  @Override
  public void refused(ShmException why) {
    condition.loopRefused(why.getMessage());
  }

  private void fill(MutableRecord record, long nowNs) {
    charge.executor().store(record);
  }

  private void judgeInputs() {
    condition.degraded(
        ModuleFault.INPUT_LOST,
        !inputs.control().isUsable() || !inputs.commands().isUsable(),
        "control_state or commands_config is missing or too old");
    condition.degraded(
        ModuleFault.RESET_NEEDED, isLatched(), "an input was lost and waits for a reset");
  }

  private void judge(RecipeExecutor executor) {
    condition.degraded(
        ModuleFault.EMERGENCY_STOP, executor.isEmergencyStopped(), "the emergency stop is latched");
    condition.degraded(
        ModuleFault.COMMANDS_LOST, executor.hasLostCommands(), "commands were overwritten unseen");
    boolean faulted = executor.state() == RecipeState.FAULT;
    if (faulted != condition.isRaised(ModuleFault.PROCESS_FAULT)) {
      condition.degraded(ModuleFault.PROCESS_FAULT, faulted, executor.error());
    }
  }

  private boolean isLatched() {
    return inputs.control().state() == InputState.LATCHED
        || inputs.commands().state() == InputState.LATCHED
        || inputs.io().state() == InputState.LATCHED;
  }
}
