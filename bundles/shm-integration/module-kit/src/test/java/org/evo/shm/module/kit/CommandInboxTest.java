// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandTarget;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.junit.jupiter.api.Test;

class CommandInboxTest implements CommandHandler {

  private static final CommandRingFields RING = CommandsConfig.COMMAND;
  private static final long START_NS = 1_000;
  private static final long MAX_AGE_NS = 500;

  private final MutableRecord commands =
      MutableRecord.of(new byte[CommandsConfig.LAYOUT.sizeBytes()]);
  private final MutableRecord answers = MutableRecord.of(new byte[ControlState.LAYOUT.sizeBytes()]);
  private final List<String> handled = new ArrayList<>();
  private final CommandInbox inbox =
      new CommandInbox(CommandTarget.CONTROL, START_NS, MAX_AGE_NS, this);
  private CommandReply reply = CommandReply.accepted();
  private long lost;
  private long nowNs = START_NS + 100;
  private long newest;

  @Override
  public CommandReply handle(Command command) {
    handled.add(
        command.sequence()
            + " "
            + command.code()
            + " "
            + command.axis()
            + " "
            + command.arg(0)
            + " "
            + command.text());
    return reply;
  }

  @Override
  public void lost(long count) {
    lost += count;
  }

  @Test
  void shouldDoNothingBeforeThereWasACommand() {
    take();
    epoch(START_NS + 1);
    take();

    assertEquals(List.of(), handled);
    assertEquals(0, ack().seenSequence().get(answers()));
  }

  @Test
  void shouldHandleEachCommandOnceInOrder() {
    epoch(START_NS + 1);
    issue(CommandCode.ENABLE, 1, Double.NaN, "");
    issue(CommandCode.MOVE, 2, 12.5, "why");
    take();
    take();

    assertEquals(List.of("1 ENABLE 1 NaN ", "2 MOVE 2 12.5 why"), handled);
    assertEquals(0, lost);
  }

  @Test
  void shouldLeaveToOthersWhatIsForThemAndStillHaveSeenIt() {
    epoch(START_NS + 1);
    issue(CommandCode.RECIPE_START, 0, Double.NaN, "a");
    issue(CommandCode.RESET, 0, Double.NaN, "");
    issue(CommandCode.RECIPE_STOP, 0, Double.NaN, "");
    take();

    assertEquals(List.of("2 RESET 0 NaN "), handled);
    assertEquals(2, ack().sequence().get(answers()));
    assertEquals(3, ack().seenSequence().get(answers()));
  }

  @Test
  void shouldAnswerEachCommand() {
    epoch(START_NS + 1);
    issue(CommandCode.ENABLE, 0, Double.NaN, "");
    take();
    reply = CommandReply.notPossible("not homed");
    issue(CommandCode.MOVE, 0, 1, "");
    take();

    RecordView view = answers();
    assertEquals(2, ack().sequence().get(view));
    assertEquals(CommandResult.NOT_POSSIBLE, CommandResult.ofCode(ack().result().get(view)));
    assertEquals("not homed", ack().reason().get(view));
    assertEquals(1, ack().recentSequence().get(view, 1));
    assertEquals(CommandResult.ACCEPTED.code(), ack().recentResult().get(view, 1));
    assertEquals(CommandResult.NOT_POSSIBLE.code(), ack().recentResult().get(view, 2));
  }

  @Test
  void shouldNotDoWhatWasCommandedBeforeItWasThere() {
    epoch(START_NS - 500);
    nowNs = START_NS - 1;
    issue(CommandCode.MOVE, 0, 1, "");
    nowNs = START_NS;
    issue(CommandCode.STOP, 0, Double.NaN, "");
    take();

    assertEquals(List.of("2 STOP 0 NaN "), handled);
    assertEquals(2, ack().seenSequence().get(answers()));
    assertEquals(0, lost);
  }

  @Test
  void shouldNotCallLostWhatWasOverwrittenBeforeItWasThere() {
    epoch(START_NS - 500);
    nowNs = START_NS - 1;
    issue(100, CommandCode.STOP);
    take();

    assertEquals(List.of(), handled);
    assertEquals(0, lost);
  }

  @Test
  void shouldSayThatCommandsWereOverwritten() {
    epoch(START_NS + 1);
    issue(1, CommandCode.ENABLE);
    take();
    issue(CommandRingFields.RING + 3, CommandCode.STOP);
    take();

    assertEquals(3, lost);
    assertEquals(3, inbox.lostCount());
    assertEquals(1 + CommandRingFields.RING, handled.size());
    assertEquals(4, ack().overrunSequence().get(answers()));
    assertEquals(3, ack().lostCount().get(answers()));
    assertEquals(20, ack().sequence().get(answers()));
  }

  @Test
  void shouldTakeAPlaceWithAnotherSequenceForLost() {
    epoch(START_NS + 1);
    issue(CommandCode.ENABLE, 0, Double.NaN, "");
    RING.sequence().set(commands, 1, 17);
    take();

    assertEquals(1, lost);
    assertEquals(List.of(), handled);
  }

  @Test
  void shouldBeginAnewWhenTheSenderWasRestarted() {
    epoch(START_NS + 1);
    issue(5, CommandCode.ENABLE);
    take();
    handled.clear();

    newest = 0;
    epoch(START_NS + 50);
    issue(1, CommandCode.DISABLE);
    take();

    assertEquals(List.of("1 DISABLE 0 NaN "), handled);
    assertEquals(0, lost);
    assertEquals(1, ack().sequence().get(answers()));
    assertEquals(0, ack().recentSequence().get(answers(), 5));
    assertEquals(START_NS + 50, ack().epochNs().get(answers()));
  }

  @Test
  void shouldNotDoWhatCameTooLateUnlessItStopsSomething() {
    epoch(START_NS + 1);
    issue(CommandCode.MOVE, 0, 1, "");
    issue(CommandCode.STOP, 0, Double.NaN, "");
    nowNs += MAX_AGE_NS + 1;
    take();

    assertEquals(List.of("2 STOP 0 NaN "), handled);
    assertEquals(CommandResult.EXPIRED.code(), ack().recentResult().get(answers(), 1));
  }

  @Test
  void shouldLeaveCommandsThatNobodyKnows() {
    epoch(START_NS + 1);
    issue(CommandCode.ENABLE, 0, Double.NaN, "");
    RING.code().set(commands, 1, 999);
    take();

    assertTrue(handled.get(0).startsWith("1 NONE"));
  }

  private void take() {
    inbox.take(commands.view(), nowNs);
  }

  private RecordView answers() {
    inbox.store(answers, ack());
    return answers.view();
  }

  private static org.evo.shm.contract.AckFields ack() {
    return ControlState.ACK;
  }

  private void epoch(long epochNs) {
    RING.epochNs().set(commands, epochNs);
    RING.newestSequence().set(commands, newest);
  }

  private void issue(int count, CommandCode code) {
    for (int i = 0; i < count; i++) {
      issue(code, 0, Double.NaN, "");
    }
  }

  private void issue(CommandCode code, int axis, double arg, String text) {
    newest++;
    int place = CommandRingFields.place(newest);
    RING.newestSequence().set(commands, newest);
    RING.sequence().set(commands, place, newest);
    RING.target().set(commands, place, code.target().code());
    RING.code().set(commands, place, code.code());
    RING.axis().set(commands, place, axis);
    RING.timeNs().set(commands, place, nowNs);
    RING.args().set(commands, place * CommandRingFields.ARGS, arg);
    RING.texts().get(place).set(commands, text);
  }
}
