// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.contract.physoutput.StepState;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;
import org.evo.shm.recipe.load.RecipeBook;
import org.evo.shm.recipe.load.RecipeTexts;

/** An executor among modules that a test controls, in cycles of 1 ms. */
final class Rig {

  static final long MS = 1_000_000;
  static final int AGE_MS = 50;

  final FakeManager manager = new FakeManager();
  final FakeTimer timer = new FakeTimer();
  final ScriptedHal hal = new ScriptedHal(manager);
  final ScriptedControl control = new ScriptedControl(manager);
  final ScriptedLiaison liaison;
  private final Inputs inputs;
  private final MutableRecord record = MutableRecord.of(new byte[PhysOutputIo.LAYOUT.sizeBytes()]);
  private RecipeExecutor executor;
  private RecipeBook book = RecipeBook.empty("none");
  private long nowNs;

  Rig() {
    this(OnStale.SAFE);
  }

  Rig(OnStale onStale) {
    nowNs = 1_000 * MS;
    liaison = new ScriptedLiaison(manager, nowNs);
    InputPolicy policy = InputPolicy.ofMs(AGE_MS, onStale);
    inputs =
        new Inputs(
            new InputLink(manager, ControlState.LAYOUT, ControlState.HEADER, timer, policy),
            new InputLink(manager, CommandsConfig.LAYOUT, CommandsConfig.HEADER, timer, policy),
            new InputLink(manager, PhysInputIo.LAYOUT, PhysInputIo.HEADER, timer, policy),
            AGE_MS * MS);
    restart();
    inputs.start();
    attach();
  }

  /** The executor dies and comes back. */
  void restart() {
    executor = new RecipeExecutor(() -> book, nowNs);
  }

  /** Does what attaches have been waiting for. */
  void attach() {
    for (int due = timer.pending(); due > 0; due--) {
      timer.fire();
    }
  }

  Rig recipe(String steps) {
    return text(RecipeTexts.of(steps));
  }

  Rig text(String text) {
    book = RecipeTexts.book("r", text);
    return this;
  }

  /** Starts the recipe of these steps; the first step is done in the same cycle. */
  Rig start(String steps) {
    recipe(steps);
    cycles(2);
    assertEquals(CommandResult.ACCEPTED, command(CommandCode.RECIPE_START, "r"));
    return this;
  }

  /** A command, and a cycle in which it is answered. */
  CommandResult command(CommandCode code, String text, double... args) {
    long sequence = liaison.issue(nowNs, code, text, args);
    cycle();
    RecordView view = view();
    assertEquals(sequence, PhysOutputIo.ACK.sequence().get(view), "nobody answered");
    return CommandResult.ofCode(PhysOutputIo.ACK.result().get(view));
  }

  CommandResult command(CommandCode code) {
    return command(code, "");
  }

  void cycle() {
    pause(1);
  }

  void cycles(int count) {
    for (int i = 0; i < count; i++) {
      cycle();
    }
  }

  /** A cycle that comes only after so long. */
  void pause(int ms) {
    nowNs += ms * MS;
    if (hal.isAlive()) {
      hal.publish(nowNs);
    }
    if (control.isAlive()) {
      control.cycle(view(), nowNs);
    }
    if (liaison.isAlive()) {
      liaison.publish(nowNs);
    }
    cycleAlone();
  }

  /** Only the executor works, at the same time as before. */
  void cycleAlone() {
    inputs.poll(nowNs);
    executor.cycle(nowNs, inputs);
    executor.store(record);
  }

  /** Cycles until the recipe is in a state. */
  Rig until(RecipeState wanted) {
    for (int i = 0; i < 20_000 && state() != wanted; i++) {
      cycle();
    }
    assertEquals(wanted, state(), () -> error());
    return this;
  }

  long nowNs() {
    return nowNs;
  }

  RecordView view() {
    return record.view();
  }

  RecipeState state() {
    return RecipeState.ofCode(PhysOutputIo.RECIPE.state().get(view()));
  }

  StepState stepState() {
    return StepState.ofCode(PhysOutputIo.RECIPE.stepState().get(view()));
  }

  String path() {
    return PhysOutputIo.RECIPE.stepPath().get(view());
  }

  String kind() {
    return PhysOutputIo.RECIPE.stepKind().get(view());
  }

  String error() {
    return PhysOutputIo.RECIPE.error().get(view());
  }

  String reason() {
    return PhysOutputIo.ACK.reason().get(view());
  }

  long digitalOut() {
    return PhysOutputIo.OUTPUT.digitalOut().get(view());
  }

  double analogOutV(int channel) {
    return PhysOutputIo.OUTPUT.analogOutV().get(view(), channel);
  }

  RequestKind request(int axis) {
    return RequestKind.ofCode(PhysOutputIo.REQUEST.kind().get(view(), axis));
  }

  long requestSequence(int axis) {
    return PhysOutputIo.REQUEST.sequence().get(view(), axis);
  }

  double progress() {
    return PhysOutputIo.RECIPE.progressPercent().get(view());
  }

  boolean isEmergencyStopped() {
    return PhysOutputIo.OUTPUT.emergencyStop().get(view());
  }

  void assertError(String part) {
    assertTrue(error().contains(part), () -> "'" + error() + "' does not say '" + part + "'");
  }

  void assertReason(String part) {
    assertTrue(reason().contains(part), () -> "'" + reason() + "' does not say '" + part + "'");
  }
}
