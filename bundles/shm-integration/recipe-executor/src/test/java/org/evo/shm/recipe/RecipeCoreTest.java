// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.kit.FakeConfig;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.evo.shm.module.kit.FakeWriter;
import org.evo.shm.recipe.load.RecipeTexts;
import org.evo.shm.recipe.run.ScriptedControl;
import org.evo.shm.recipe.run.ScriptedLiaison;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeCoreTest {

  private static final FakeConfig<RecipeConfig> NOTHING = FakeConfig.of(RecipeConfig.class);

  private static final long MS = 1_000_000;

  @TempDir private Path directory;
  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final List<CyclicTask> tasks = new ArrayList<>();
  private long nowNs = 1000 * MS;
  private RecipeCore core = core(this::register);
  private ScriptedControl control;
  private ScriptedLiaison liaison;

  @AfterEach
  void shouldLeaveNothingBehind() {
    core.stop();
    assertEquals(List.of(), tasks);
    assertTrue(timer.isClosed());
    for (int i = 0; i < manager.writers(); i++) {
      boolean ours = manager.writer(i).segment().equals(PhysOutputIo.SEGMENT);
      assertFalse(ours && manager.writer(i).isOpen());
    }
  }

  @Test
  void shouldPublishWithoutAnyOtherModule() {
    core.configure(NOTHING.config());
    cycle();

    assertEquals(ModuleState.DEGRADED, core.status().state());
    assertEquals(ModuleFault.INPUT_LOST, core.status().fault());
    assertEquals(List.of("phys_output_io"), core.status().segments());
    assertEquals(0, PhysOutputIo.AXIS_OUTPUT.controlTimeNs().get(view()));
    assertEquals(0, PhysOutputIo.AXIS_OUTPUT.commandV().get(view(), 0));
    assertEquals(0, PhysOutputIo.OUTPUT.analogOutV().get(view(), 15));
  }

  @Test
  void shouldAskForATypedSegmentOfItsOwn() {
    core.configure(NOTHING.config());

    SegmentSpec spec = manager.asked().get(0);
    assertEquals("phys_output_io", spec.name());
    assertEquals("recipe", spec.module());
    assertEquals(CommitTime.LOOP, spec.commitTime());
    assertEquals(PhysOutputIo.LAYOUT, spec.record().orElseThrow());
  }

  @Test
  void shouldRunWithItsCompanionsAndRunARecipe() throws IOException {
    run("{\"do\": \"set\", \"target\": \"digitalOut[2]\", \"value\": 1}");

    assertEquals(ModuleState.RUNNING, core.status().state());
    assertEquals(CommandResult.ACCEPTED, command(CommandCode.RECIPE_START, "r"));
    assertEquals(RecipeState.COMPLETED, state());
    assertEquals(4, PhysOutputIo.OUTPUT.digitalOut().get(view()));
  }

  @Test
  void shouldReadARecipeThatIsChanged() throws IOException {
    run("{\"do\": \"wait\", \"timeMs\": 0}");
    assertEquals(CommandResult.INVALID, command(CommandCode.RECIPE_START, "r"));
    assertTrue(PhysOutputIo.RECIPE.error().get(view()).contains("r.json:3:"));

    write("{\"do\": \"wait\", \"timeMs\": 10}");
    fire();

    assertEquals(CommandResult.ACCEPTED, command(CommandCode.RECIPE_START, "r"));
  }

  @Test
  void shouldTellThatARecipeFailed() throws IOException {
    run("{\"do\": \"read\", \"signal\": \"digitalIn[0]\", \"into\": \"a\"}");
    command(CommandCode.RECIPE_START, "r");

    assertEquals(ModuleState.DEGRADED, core.status().state());
    assertEquals(ModuleFault.PROCESS_FAULT, core.status().fault());
    assertTrue(core.status().text().contains("digitalIn[0]"), core.status().text());
    assertEquals(ModuleFault.PROCESS_FAULT.code(), PhysOutputIo.HEADER.moduleFault().get(view()));
    command(CommandCode.RECIPE_ABORT, "");
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldTellOfTheEmergencyStop() throws IOException {
    run("{\"do\": \"wait\", \"timeMs\": 10}");
    command(CommandCode.EMERGENCY_STOP, "");
    assertEquals(ModuleFault.EMERGENCY_STOP, core.status().fault());

    command(CommandCode.RESET, "");
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldWaitAndNotFailWhenTheSegmentIsBusy() {
    manager.refuse(new SegmentBusyException("phys_output_io", "owned by pid 7", "stop it"));

    core.configure(NOTHING.config());
    assertEquals(ModuleState.WAITING, core.status().state());
    cycle();
    fire();
    cycle();

    assertEquals(ModuleFault.INPUT_LOST, core.status().fault());
  }

  @Test
  void shouldDoNothingThatWasCommandedWhileAnotherOneWasInCharge() throws IOException {
    control = new ScriptedControl(manager);
    liaison = new ScriptedLiaison(manager, nowNs);
    write("{\"do\": \"wait\", \"timeMs\": 1000}");
    FakeWriter other = (FakeWriter) manager.createWriter(spec());
    manager.refuse(new SegmentBusyException("phys_output_io", "owned by pid 7", "stop it"));
    core.configure(config().config());
    long unheard = liaison.issue(nowNs, CommandCode.RECIPE_START, "r");
    cycle();
    other.close();
    fire();
    cycle();

    assertEquals(RecipeState.IDLE, state());
    assertEquals(unheard, PhysOutputIo.ACK.seenSequence().get(view()));
    assertEquals(CommandResult.ACCEPTED, command(CommandCode.RECIPE_START, "r"));
  }

  @Test
  void shouldBeIdleWhenItsSegmentWasLost() throws IOException {
    run("{\"do\": \"wait\", \"timeMs\": 1000}");
    command(CommandCode.RECIPE_START, "r");
    assertEquals(RecipeState.RUNNING, state());

    manager.writer(manager.writers() - 1).close();
    cycle();
    assertEquals(ModuleState.WAITING, core.status().state());
    fire();
    cycle();

    assertEquals(RecipeState.IDLE, state());
    assertEquals(ModuleState.RUNNING, core.status().state());
  }

  @Test
  void shouldTakeNothingWhenTheFirstConfigurationIsWrong() {
    core.configure(NOTHING.with("rateHz", 1).config());

    assertEquals(ModuleFault.CONFIGURATION, core.status().fault());
    assertEquals(List.of(), tasks);
    assertEquals(0, manager.asked().size());
    assertEquals(0, timer.pending());
  }

  @Test
  void shouldStartOnceAWrongFirstConfigurationIsCorrected() {
    core.configure(NOTHING.with("rateHz", 1).config());

    core.configure(NOTHING.config());
    cycle();

    assertEquals(ModuleFault.INPUT_LOST, core.status().fault());
    assertFalse(core.status().configRejected());
  }

  @Test
  void shouldGoOnWithTheOldSettingsAndTheRecipeWhenNewOnesAreRefused() throws IOException {
    run("{\"do\": \"wait\", \"timeMs\": 1000}");
    command(CommandCode.RECIPE_START, "r");
    CyclicTask before = tasks.get(0);

    core.configure(config().with("io.onStale", "never").config());
    cycle();

    assertEquals(List.of(before), tasks);
    assertEquals(RecipeState.RUNNING, state());
    assertTrue(core.status().configRejected());
    assertTrue(PhysOutputIo.HEADER.configRejected().get(view()));
  }

  @Test
  void shouldGoOnWithTheRecipeWhenOnlyTheRateOrTheDirectoryChange() throws IOException {
    run("{\"do\": \"wait\", \"timeMs\": 1000}");
    command(CommandCode.RECIPE_START, "r");

    core.configure(config().with("rateHz", 500).with("recipes.dir", "/nowhere").config());
    cycle();

    assertEquals(1, tasks.size());
    assertEquals(500, tasks.get(0).spec().rateHz());
    assertEquals(RecipeState.RUNNING, state());
    fire();
    command(CommandCode.RECIPE_STOP, "");
    assertEquals(CommandResult.INVALID, command(CommandCode.RECIPE_START, "r"));
  }

  @Test
  void shouldFaultTheRecipeWhenItsInputsAreToBeJudgedOtherwise() throws IOException {
    run("{\"do\": \"wait\", \"timeMs\": 1000}");
    command(CommandCode.RECIPE_START, "r");

    core.configure(config().with("control.maxAgeMs", 40L).config());
    cycle();

    assertEquals(RecipeState.FAULT, state());
  }

  @Test
  void shouldChangeNothingWhenTheConfigurationIsTheSame() {
    core.configure(NOTHING.config());
    CyclicTask before = tasks.get(0);

    core.configure(NOTHING.config());

    assertEquals(List.of(before), tasks);
    assertEquals(1, manager.asked().size());
  }

  @Test
  void shouldClaimARefusedSegmentAgainWhenItIsConfiguredAgain() {
    manager.refuse(new UnsupportedException("phys_output_io", "not in memory", "use tmpfs"));
    core.configure(NOTHING.config());
    assertEquals(ModuleFault.SEGMENT_REFUSED, core.status().fault());

    core.configure(NOTHING.config());
    cycle();

    assertEquals(ModuleFault.INPUT_LOST, core.status().fault());
  }

  @Test
  void shouldBeAFaultUntilItsLoopMayRun() {
    core.configure(NOTHING.config());
    tasks.get(0).refused(new PermissionDeniedException("1000 Hz", "fifo was refused", "grant it"));
    assertEquals(ModuleFault.LOOP_REFUSED, core.status().fault());

    cycle();
    assertEquals(ModuleFault.INPUT_LOST, core.status().fault());
  }

  @Test
  void shouldGiveBackWhatItTookWhenItCannotStart() {
    core =
        core(
            task -> {
              throw new IllegalStateException("no registry");
            });

    assertThrows(IllegalStateException.class, () -> core.configure(NOTHING.config()));

    assertFalse(manager.writer(0).isOpen());
    assertEquals(ModuleState.STOPPED, core.status().state());
  }

  @Test
  void shouldStopTwice() {
    core.configure(NOTHING.config());

    core.stop();
    core.stop();

    assertEquals(ModuleState.STOPPED, core.status().state());
    assertEquals(List.of(), core.status().segments());
  }

  private RecipeCore core(org.evo.shm.module.kit.TaskRegistry registry) {
    return new RecipeCore(manager, registry, timer, "");
  }

  private static SegmentSpec spec() {
    return SegmentSpec.named(PhysOutputIo.SEGMENT).record(PhysOutputIo.LAYOUT).build();
  }

  /** Everything is there, and a recipe r of these steps. */
  private void run(String steps) throws IOException {
    control = new ScriptedControl(manager);
    liaison = new ScriptedLiaison(manager, nowNs);
    write(steps);
    core.configure(config().config());
    fire();
    cycle();
  }

  private FakeConfig<RecipeConfig> config() {
    return NOTHING.with("recipes.dir", directory.toString());
  }

  private void write(String steps) throws IOException {
    Files.writeString(directory.resolve("r.json"), RecipeTexts.of(steps));
  }

  private CommandResult command(CommandCode code, String text) {
    liaison.issue(nowNs, code, text);
    cycle();
    return CommandResult.ofCode(PhysOutputIo.ACK.result().get(view()));
  }

  private void cycle() {
    nowNs += MS;
    if (control != null) {
      control.cycle(view(), nowNs);
      liaison.publish(nowNs);
    }
    tasks.get(0).cycle(nowNs);
  }

  private void fire() {
    for (int due = timer.pending(); due > 0; due--) {
      timer.fire();
    }
  }

  private RecipeState state() {
    return RecipeState.ofCode(PhysOutputIo.RECIPE.state().get(view()));
  }

  private RecordView view() {
    for (int i = manager.writers() - 1; i >= 0; i--) {
      FakeWriter writer = manager.writer(i);
      if (writer.segment().equals(PhysOutputIo.SEGMENT)) {
        return writer.view();
      }
    }
    throw new AssertionError("phys_output_io has not been claimed");
  }

  private Runnable register(CyclicTask task) {
    tasks.add(task);
    return () -> tasks.remove(task);
  }
}
