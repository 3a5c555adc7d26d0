// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.liaison.CommandAnswer;
import org.evo.shm.liaison.CommandName;
import org.evo.shm.liaison.CommandOutcome;
import org.evo.shm.liaison.CommandRequest;
import org.evo.shm.module.kit.CommandReply;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The desk, its ring and modules that answer, in logical time. */
class CommandDeskTest {

  private static final long START_NS = 1_000_000_000;
  private static final long CYCLE_NS = 1_000_000;
  private static final CommandRequest MOVE = CommandRequest.move(1, 20, Double.NaN, Double.NaN);

  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final List<FakeModule> modules = new ArrayList<>();
  private long nowNs = START_NS;
  private final CommandDesk desk = new CommandDesk(manager, timer, () -> nowNs);
  private final MutableRecord ring = MutableRecord.of(new byte[CommandsConfig.LAYOUT.sizeBytes()]);

  @AfterEach
  void shouldLeaveNothingBehind() {
    desk.close();
    assertTrue(timer.isClosed());
  }

  @Test
  void shouldNumberACommandAndBringItsAnswer() {
    control();

    CompletableFuture<CommandAnswer> answer = send(MOVE);
    run(3);

    assertEquals(CommandOutcome.ACCEPTED, answer.getNow(null).outcome());
    assertEquals(1, answer.getNow(null).sequence());
    assertEquals("control", answer.getNow(null).modules());
    assertTrue(answer.getNow(null).elapsedNs() > 0);
  }

  @Test
  void shouldBringTheReasonOfARefusal() {
    control().reply = CommandReply.notPossible("axis 1 is not homed");

    CompletableFuture<CommandAnswer> answer = send(MOVE);
    run(3);

    assertEquals(CommandOutcome.NOT_POSSIBLE, answer.getNow(null).outcome());
    assertEquals("axis 1 is not homed", answer.getNow(null).reason());
  }

  @Test
  void shouldNotSendWhatIsWrong() {
    control();

    CommandAnswer answer = send(CommandRequest.jog(7, 1)).getNow(null);
    run(3);

    assertEquals(CommandOutcome.INVALID, answer.outcome());
    assertEquals(0, newest());
  }

  @Test
  void shouldNotSendToAModuleThatDoesNotRun() {
    recipe();

    CompletableFuture<CommandAnswer> answer = send(MOVE);
    run(1);

    assertEquals(CommandOutcome.UNREACHABLE, answer.getNow(null).outcome());
    assertEquals("control does not run", answer.getNow(null).reason());
    assertEquals(0, newest());
  }

  @Test
  void shouldNotSendToAModuleThatHasStoppedPublishing() {
    FakeModule control = control();
    control.publish(nowNs);
    modules.clear();
    nowNs += 201_000_000;

    CompletableFuture<CommandAnswer> answer = send(MOVE);
    run(1);

    assertEquals(CommandOutcome.UNREACHABLE, answer.getNow(null).outcome());
    assertTrue(
        answer.getNow(null).reason().contains("nothing for 202 ms"), answer.getNow(null).reason());
  }

  @Test
  void shouldSendWhatStopsSomethingWhoeverRuns() {
    CompletableFuture<CommandAnswer> answer = send(CommandRequest.ofAxis(CommandName.STOP, 0));
    run(3);

    assertFalse(answer.isDone());
    assertEquals(1, newest());
    run(1000);
    assertEquals(CommandOutcome.TIMED_OUT, answer.getNow(null).outcome());
  }

  @Test
  void shouldSayWhoHasNotAnsweredInTime() {
    FakeModule control = control();
    run(1);
    modules.clear();

    CompletableFuture<CommandAnswer> answer = send(MOVE);
    for (int i = 0; i < 1000; i++) {
      control.publish(nowNs);
      run(1);
    }

    assertEquals(CommandOutcome.TIMED_OUT, answer.getNow(null).outcome());
    assertTrue(answer.getNow(null).reason().startsWith("no answer from control within 1"));
  }

  @Test
  void shouldTakeBackACommandThatCouldNotBeSentInTime() {
    FakeModule control = control();
    CompletableFuture<CommandAnswer> answer = send(MOVE);
    for (int i = 0; i <= 1000; i++) {
      control.publish(nowNs);
      timer.fire();
      nowNs += CYCLE_NS;
    }

    assertEquals(CommandOutcome.NOT_SENT, answer.getNow(null).outcome());
    run(5);
    assertEquals(0, newest());
  }

  @Test
  void shouldAskEverybodyForAResetAndTakeTheWorstAnswer() {
    control();
    recipe().reply = CommandReply.notPossible("still hot");

    CompletableFuture<CommandAnswer> answer = send(CommandRequest.of(CommandName.RESET));
    run(3);

    assertEquals(CommandOutcome.NOT_POSSIBLE, answer.getNow(null).outcome());
    assertEquals("recipe: still hot", answer.getNow(null).reason());
    assertEquals("control, recipe", answer.getNow(null).modules());
  }

  @Test
  void shouldSetTheEmergencyStopAsALevelUntilAReset() {
    control();
    CompletableFuture<CommandAnswer> stop = send(CommandRequest.emergencyStop("smoke"));
    cycle();

    assertTrue(CommandsConfig.EMERGENCY_STOP.active().get(ring.view()));
    assertEquals("smoke", CommandsConfig.EMERGENCY_STOP.reason().get(ring.view()));
    assertEquals(1, CommandsConfig.EMERGENCY_STOP.sequence().get(ring.view()));
    run(3);
    assertEquals(CommandOutcome.ACCEPTED, stop.getNow(null).outcome());
    run(100);
    assertTrue(desk.ring().isStopped());
    send(CommandRequest.of(CommandName.RESET));
    run(3);
    assertFalse(CommandsConfig.EMERGENCY_STOP.active().get(ring.view()));
    assertEquals("", CommandsConfig.EMERGENCY_STOP.reason().get(ring.view()));
  }

  @Test
  void shouldSetTheEmergencyStopAlsoWhenItsThreadDoesNotComeToIt() {
    send(CommandRequest.emergencyStop(""));

    cycle();

    assertTrue(CommandsConfig.EMERGENCY_STOP.active().get(ring.view()));
  }

  @Test
  void shouldStayStoppedWhenAResetComesInTheSameCycle() {
    control();
    run(1);
    send(CommandRequest.of(CommandName.RESET));
    timer.fire();
    send(CommandRequest.emergencyStop(""));
    cycle();

    assertTrue(CommandsConfig.EMERGENCY_STOP.active().get(ring.view()));
    assertEquals(2, CommandsConfig.EMERGENCY_STOP.sequence().get(ring.view()));
  }

  @Test
  void shouldMakeOneOfEmergencyStopsThatComeTogether() {
    control();
    List<CompletableFuture<CommandAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add(send(CommandRequest.emergencyStop("")));
    }
    run(3);

    assertEquals(1, newest());
    assertTrue(
        answers.stream()
            .limit(CommandDesk.MAX_PENDING)
            .allMatch(answer -> answer.getNow(null).outcome() == CommandOutcome.ACCEPTED));
    assertEquals(CommandOutcome.TIMED_OUT, answers.get(299).getNow(null).outcome());
    assertTrue(answers.get(299).getNow(null).reason().contains("all the same"));
  }

  @Test
  void shouldNotOverwriteWhatAModuleHasNotSeen() {
    FakeModule control = control();
    run(1);
    List<CompletableFuture<CommandAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(send(CommandRequest.ofAxis(CommandName.ENABLE, 0)));
    }
    for (int i = 0; i < 200; i++) {
      control.publish(nowNs);
      timer.fire();
      desk.ring().take(nowNs);
      nowNs += CYCLE_NS;
    }
    desk.ring().store(ring);
    assertEquals(CommandRingFields.RING - 4, newest());

    run(100);

    assertEquals(100, newest());
    assertEquals(0, control.lost);
    assertTrue(
        answers.stream()
            .allMatch(answer -> answer.getNow(null).outcome() == CommandOutcome.ACCEPTED));
  }

  @Test
  void shouldRefuseWhenTooManyWait() {
    control();
    for (int i = 0; i < CommandDesk.MAX_PENDING; i++) {
      send(MOVE);
    }

    assertEquals(CommandOutcome.BUSY, send(MOVE).getNow(null).outcome());
    run(100);
    CompletableFuture<CommandAnswer> later = send(MOVE);
    run(3);
    assertEquals(CommandOutcome.ACCEPTED, later.getNow(null).outcome());
  }

  @Test
  void shouldNotTakeTheAnswerOfAnEpochBeforeForItsOwn() {
    FakeModule control = control();
    send(MOVE);
    run(3);
    modules.clear();
    nowNs += CYCLE_NS;
    FakeTimer laterTimer = new FakeTimer();
    CommandDesk later = new CommandDesk(manager, laterTimer, () -> nowNs);

    CompletableFuture<CommandAnswer> answer = later.send(MOVE).toCompletableFuture();
    control.publish(nowNs);
    laterTimer.fire();
    later.ring().take(nowNs);
    control.publish(nowNs);
    laterTimer.fire();
    assertFalse(answer.isDone());

    control.reply = CommandReply.invalid("too far");
    later.ring().store(ring);
    control.cycle(ring.view(), nowNs);
    laterTimer.fire();
    assertEquals(CommandOutcome.INVALID, answer.getNow(null).outcome());
    later.close();
  }

  @Test
  void shouldSayThatARestartedModulePassedACommandOver() {
    FakeModule before = control();
    run(1);
    modules.clear();
    before.publish(nowNs);
    CompletableFuture<CommandAnswer> answer = send(MOVE);
    run(1);
    before.end();
    nowNs += CYCLE_NS;
    FakeModule control = control();
    run(3);

    assertEquals(CommandOutcome.OVERRUN, answer.getNow(null).outcome());
    assertEquals(0, control.lost);
  }

  @Test
  void shouldAnswerWhatWaitsWhenItEnds() {
    control();
    CompletableFuture<CommandAnswer> answer = send(MOVE);
    desk.close();

    assertEquals(CommandOutcome.NOT_SENT, answer.getNow(null).outcome());
    assertEquals(CommandOutcome.NOT_SENT, send(MOVE).getNow(null).outcome());
  }

  @Test
  void shouldPutAllOfACommandIntoItsPlace() {
    control();
    send(CommandRequest.move(2, 20, 30, 40));
    run(3);

    CommandRingFields fields = CommandsConfig.COMMAND;
    assertEquals(1, fields.sequence().get(ring.view(), 1));
    assertEquals(CommandCode.MOVE.code(), fields.code().get(ring.view(), 1));
    assertEquals(2, fields.axis().get(ring.view(), 1));
    assertEquals(20, fields.args().get(ring.view(), 4));
    assertEquals(40, fields.args().get(ring.view(), 6));
    assertTrue(Double.isNaN(fields.args().get(ring.view(), 7)));
    assertEquals(START_NS, fields.epochNs().get(ring.view()));
    assertTrue(fields.timeNs().get(ring.view(), 1) >= START_NS);
  }

  @Test
  void shouldGoOnFromWhatTheModuleBeforeHasLeft() {
    CommandsConfig.EMERGENCY_STOP.active().set(ring, true);
    CommandsConfig.EMERGENCY_STOP.reason().set(ring, "smoke");
    CommandsConfig.COMMAND.epochNs().set(ring, 7);
    CommandsConfig.CONFIG.revision().set(ring, 5000);
    ConfigBlock.NONE.store(ring);

    desk.ring().inherit(ring.view());
    cycle();

    assertTrue(CommandsConfig.EMERGENCY_STOP.active().get(ring.view()));
    assertEquals("smoke", CommandsConfig.EMERGENCY_STOP.reason().get(ring.view()));
    assertEquals(5000, CommandsConfig.CONFIG.revision().get(ring.view()));
    assertEquals(0, newest());
  }

  @Test
  void shouldRaiseTheRevisionWithEachChangeOfTheConfiguration() {
    cycle();
    assertEquals(0, CommandsConfig.CONFIG.revision().get(ring.view()));

    configure(80);
    cycle();
    long first = CommandsConfig.CONFIG.revision().get(ring.view());
    assertTrue(first >= START_NS / 1_000_000, "of an epoch before none may be the same");
    assertEquals(80, CommandsConfig.CONFIG.overridePercent().get(ring.view()));

    configure(80);
    cycle();
    assertEquals(first, CommandsConfig.CONFIG.revision().get(ring.view()));
    configure(100);
    cycle();
    assertEquals(first + 1, CommandsConfig.CONFIG.revision().get(ring.view()));
  }

  @Test
  void shouldKnowEveryResultThatModulesHave() {
    FakeModule control = control();
    for (CommandResult result : CommandResult.values()) {
      control.reply = new CommandReply(result, "");
      CompletableFuture<CommandAnswer> answer = send(MOVE);
      run(3);
      assertEquals(
          result == CommandResult.ACCEPTED || result == CommandResult.DONE,
          answer.getNow(null).outcome().isGood());
    }
  }

  private void configure(double overridePercent) {
    DeskSettings settings = DeskSettings.DEFAULTS;
    desk.configure(
        new DeskSettings(
            settings.answerTimeoutNs(),
            settings.moduleMaxAgeNs(),
            new ConfigBlock(overridePercent, settings.config().axes())));
  }

  private CompletableFuture<CommandAnswer> send(CommandRequest request) {
    return desk.send(request).toCompletableFuture();
  }

  private FakeModule control() {
    FakeModule control = FakeModule.control(manager, nowNs);
    modules.add(control);
    control.publish(nowNs);
    return control;
  }

  private FakeModule recipe() {
    FakeModule recipe = FakeModule.recipe(manager, nowNs);
    modules.add(recipe);
    recipe.publish(nowNs);
    return recipe;
  }

  private long newest() {
    return CommandsConfig.COMMAND.newestSequence().get(ring.view());
  }

  private void cycle() {
    nowNs += CYCLE_NS;
    desk.ring().take(nowNs);
    desk.ring().store(ring);
    modules.forEach(module -> module.cycle(ring.view(), nowNs));
  }

  private void run(int cycles) {
    for (int i = 0; i < cycles; i++) {
      nowNs += CYCLE_NS;
      modules.forEach(module -> module.publish(nowNs));
      if (timer.pending() > 0) {
        timer.fire();
      }
      cycle();
    }
  }
}
