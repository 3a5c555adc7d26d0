// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.contract.physoutput.StepState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each command in each state. */
class CommandsTest {

  private static final String MOVE =
      """
      {"do": "move", "axis": 1, "positionMm": 10, "velocityMmS": 50, "accelerationMmS2": 500,
       "timeoutMs": 100}""";
  private static final String BACKGROUND_MOVE = MOVE.replace("}", ", \"wait\": false}");
  private static final String READ =
      "{\"do\": \"read\", \"signal\": \"digitalIn[0]\", \"into\": \"a\"}";

  private final Rig rig = new Rig();

  /** In STOPPING, what a command leads to is seen before the axis has come to rest. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          IDLE,      RECIPE_START,  ACCEPTED,     RUNNING
          IDLE,      RECIPE_PAUSE,  NOT_POSSIBLE, IDLE
          IDLE,      RECIPE_RESUME, NOT_POSSIBLE, IDLE
          IDLE,      RECIPE_STOP,   NOT_POSSIBLE, IDLE
          IDLE,      RECIPE_ABORT,  NOT_POSSIBLE, IDLE
          IDLE,      RECIPE_SKIP,   NOT_POSSIBLE, IDLE
          IDLE,      RECIPE_RETRY,  NOT_POSSIBLE, IDLE
          IDLE,      SET_DIGITAL,   ACCEPTED,     IDLE
          IDLE,      SET_ANALOG,    ACCEPTED,     IDLE
          IDLE,      RESET,         ACCEPTED,     IDLE
          IDLE,      EMERGENCY_STOP, ACCEPTED,    IDLE
          RUNNING,   RECIPE_START,  NOT_POSSIBLE, RUNNING
          RUNNING,   RECIPE_PAUSE,  ACCEPTED,     PAUSED
          RUNNING,   RECIPE_RESUME, NOT_POSSIBLE, RUNNING
          RUNNING,   RECIPE_STOP,   ACCEPTED,     STOPPING
          RUNNING,   RECIPE_ABORT,  ACCEPTED,     ABORTED
          RUNNING,   RECIPE_SKIP,   ACCEPTED,     COMPLETED
          RUNNING,   RECIPE_RETRY,  NOT_POSSIBLE, RUNNING
          RUNNING,   SET_DIGITAL,   NOT_POSSIBLE, RUNNING
          RUNNING,   SET_ANALOG,    NOT_POSSIBLE, RUNNING
          RUNNING,   RESET,         ACCEPTED,     RUNNING
          RUNNING,   EMERGENCY_STOP, ACCEPTED,    ABORTED
          PAUSED,    RECIPE_START,  NOT_POSSIBLE, PAUSED
          PAUSED,    RECIPE_PAUSE,  ACCEPTED,     PAUSED
          PAUSED,    RECIPE_RESUME, ACCEPTED,     RUNNING
          PAUSED,    RECIPE_STOP,   ACCEPTED,     STOPPED
          PAUSED,    RECIPE_ABORT,  ACCEPTED,     ABORTED
          PAUSED,    RECIPE_SKIP,   ACCEPTED,     PAUSED
          PAUSED,    RECIPE_RETRY,  NOT_POSSIBLE, PAUSED
          PAUSED,    SET_DIGITAL,   ACCEPTED,     PAUSED
          PAUSED,    SET_ANALOG,    ACCEPTED,     PAUSED
          PAUSED,    RESET,         ACCEPTED,     PAUSED
          PAUSED,    EMERGENCY_STOP, ACCEPTED,    ABORTED
          STOPPING,  RECIPE_START,  NOT_POSSIBLE, STOPPED
          STOPPING,  RECIPE_PAUSE,  NOT_POSSIBLE, STOPPED
          STOPPING,  RECIPE_RESUME, NOT_POSSIBLE, STOPPED
          STOPPING,  RECIPE_STOP,   ACCEPTED,     STOPPED
          STOPPING,  RECIPE_ABORT,  ACCEPTED,     ABORTED
          STOPPING,  RECIPE_SKIP,   NOT_POSSIBLE, STOPPED
          STOPPING,  RECIPE_RETRY,  NOT_POSSIBLE, STOPPED
          STOPPING,  SET_DIGITAL,   NOT_POSSIBLE, STOPPED
          STOPPING,  SET_ANALOG,    NOT_POSSIBLE, STOPPED
          STOPPING,  RESET,         ACCEPTED,     STOPPED
          STOPPING,  EMERGENCY_STOP, ACCEPTED,    ABORTED
          STOPPED,   RECIPE_START,  ACCEPTED,     RUNNING
          STOPPED,   RECIPE_RESUME, NOT_POSSIBLE, STOPPED
          STOPPED,   RECIPE_STOP,   NOT_POSSIBLE, STOPPED
          STOPPED,   SET_DIGITAL,   ACCEPTED,     STOPPED
          ABORTED,   RECIPE_START,  ACCEPTED,     RUNNING
          ABORTED,   RECIPE_RESUME, NOT_POSSIBLE, ABORTED
          ABORTED,   RECIPE_ABORT,  NOT_POSSIBLE, ABORTED
          ABORTED,   RECIPE_RETRY,  NOT_POSSIBLE, ABORTED
          COMPLETED, RECIPE_START,  ACCEPTED,     RUNNING
          COMPLETED, RECIPE_PAUSE,  NOT_POSSIBLE, COMPLETED
          COMPLETED, RECIPE_SKIP,   NOT_POSSIBLE, COMPLETED
          COMPLETED, RESET,         ACCEPTED,     COMPLETED
          FAULT,     RECIPE_START,  NOT_POSSIBLE, FAULT
          FAULT,     RECIPE_PAUSE,  NOT_POSSIBLE, FAULT
          FAULT,     RECIPE_RESUME, NOT_POSSIBLE, FAULT
          FAULT,     RECIPE_STOP,   ACCEPTED,     STOPPED
          FAULT,     RECIPE_ABORT,  ACCEPTED,     ABORTED
          FAULT,     RECIPE_SKIP,   ACCEPTED,     RUNNING
          FAULT,     RECIPE_RETRY,  ACCEPTED,     RUNNING
          FAULT,     SET_DIGITAL,   ACCEPTED,     FAULT
          FAULT,     SET_ANALOG,    ACCEPTED,     FAULT
          FAULT,     RESET,         ACCEPTED,     FAULT
          FAULT,     EMERGENCY_STOP, ACCEPTED,    ABORTED
          """)
  void shouldAnswerEachCommandInEachState(
      RecipeState before, CommandCode code, CommandResult answer, RecipeState after) {
    bring(before);

    boolean starts = code == CommandCode.RECIPE_START;
    assertEquals(answer, rig.command(code, starts ? "r" : "", 1, 1), rig::reason);

    assertEquals(after, rig.state());
    assertEquals(answer == CommandResult.ACCEPTED, rig.reason().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"MOVE", "ENABLE", "NONE"})
  void shouldNotKnowCommandsOfOthers(CommandCode code) {
    bring(RecipeState.IDLE);
    long before = PhysOutputIo.ACK.sequence().get(rig.view());

    rig.liaison.issue(rig.nowNs(), code, "");
    rig.cycle();

    assertEquals(before, PhysOutputIo.ACK.sequence().get(rig.view()));
    assertTrue(PhysOutputIo.ACK.seenSequence().get(rig.view()) > before);
  }

  @Test
  void shouldPauseAMoveAndGoOnWithIt() {
    rig.start(MOVE);
    rig.cycles(4);
    rig.command(CommandCode.RECIPE_PAUSE);
    assertEquals(RequestKind.STOP, rig.request(1));
    rig.cycles(500);
    double rested = rig.control.position(1);
    assertTrue(rested < 10);
    assertEquals(RecipeState.PAUSED, rig.state());

    rig.command(CommandCode.RECIPE_RESUME);
    rig.until(RecipeState.COMPLETED);
    assertEquals(10, rig.control.position(1));
    assertTrue(PhysOutputIo.RECIPE.elapsedS().get(rig.view()) > 0.5);
  }

  @Test
  void shouldNotLetTimePassInAPause() {
    rig.start("{\"do\": \"wait\", \"timeMs\": 20}");
    rig.cycles(10);
    rig.command(CommandCode.RECIPE_PAUSE);
    rig.cycles(100);
    rig.command(CommandCode.RECIPE_RESUME);
    rig.cycles(8);
    assertEquals(RecipeState.RUNNING, rig.state());
    rig.cycles(3);
    assertEquals(RecipeState.COMPLETED, rig.state());
  }

  @Test
  void shouldStopAnAxisBeforeItSkipsItsMove() {
    rig.start(MOVE + ",{\"do\": \"wait\", \"timeMs\": 50}");
    rig.cycles(3);
    rig.command(CommandCode.RECIPE_SKIP);

    assertEquals(RequestKind.STOP, rig.request(1));
    assertEquals("main[1]", rig.path());
    rig.until(RecipeState.COMPLETED);
    assertTrue(rig.control.position(1) < 10);
  }

  @Test
  void shouldSkipInAPauseAndStayThere() {
    rig.start(MOVE + ",{\"do\": \"wait\", \"timeMs\": 50}");
    rig.command(CommandCode.RECIPE_PAUSE);
    rig.command(CommandCode.RECIPE_SKIP);

    assertEquals(RecipeState.PAUSED, rig.state());
    assertEquals(StepState.SKIPPED, rig.stepState());
    assertEquals("main[1]", rig.path());
    rig.command(CommandCode.RECIPE_RESUME);
    assertEquals(RequestKind.STOP, rig.request(1));
    assertEquals("main[1]", rig.path());
  }

  @Test
  void shouldRetryTheMoveThatFailed() {
    rig.control.stick(1, true);
    rig.start(MOVE).until(RecipeState.FAULT);
    rig.control.stick(1, false);

    rig.command(CommandCode.RECIPE_RETRY);
    assertEquals("", rig.error());
    rig.until(RecipeState.COMPLETED);
    assertEquals(10, rig.control.position(1));
  }

  @Test
  void shouldRetryAMoveThatNobodyWaitsForAndGoOnWithTheStep() {
    rig.control.stick(1, true);
    rig.start(BACKGROUND_MOVE + ",{\"do\": \"wait\", \"timeMs\": 150}").until(RecipeState.FAULT);
    rig.assertError("main[1] (line 4, wait): axis 1: the move is not done");
    rig.control.stick(1, false);

    rig.command(CommandCode.RECIPE_RETRY);
    rig.until(RecipeState.COMPLETED);
    assertEquals(10, rig.control.position(1));
  }

  @Test
  void shouldSkipAMoveThatNobodyWaitsForAndGoOnWithTheStep() {
    rig.control.stick(1, true);
    rig.start(BACKGROUND_MOVE + ",{\"do\": \"wait\", \"timeMs\": 150}").until(RecipeState.FAULT);

    rig.command(CommandCode.RECIPE_SKIP);
    assertEquals("main[1]", rig.path());
    rig.until(RecipeState.COMPLETED);
    assertEquals(0, rig.control.position(1));
  }

  @Test
  void shouldSkipAMoveThatFailsWhenAllStepsAreDone() {
    rig.control.stick(1, true);
    rig.start(BACKGROUND_MOVE).until(RecipeState.FAULT);
    rig.assertError("at the end: axis 1");

    rig.command(CommandCode.RECIPE_SKIP);
    assertEquals(RecipeState.COMPLETED, rig.state());
  }

  @Test
  void shouldBreakOffWhenAnAxisDoesNotComeToRest() {
    rig.start(MOVE);
    rig.control.die();
    rig.command(CommandCode.RECIPE_STOP);
    assertEquals(RecipeState.STOPPING, rig.state());
    rig.cycles(60);

    assertEquals(RecipeState.ABORTED, rig.state());
    rig.assertError("the Control Unit was lost");
  }

  @Test
  void shouldBringAllAxesToRestWhenItIsAborted() {
    rig.start(BACKGROUND_MOVE + "," + MOVE.replace("\"axis\": 1", "\"axis\": 3"));
    rig.cycles(3);
    rig.command(CommandCode.RECIPE_ABORT);

    assertEquals(RequestKind.STOP, rig.request(1));
    assertEquals(RequestKind.STOP, rig.request(3));
    assertEquals(RequestKind.NONE, rig.request(0));
    rig.assertError("aborted by command");
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, there is no recipe 'nothing'",
    "'', there is no recipe ''",
    "../r, there is no recipe '../r'",
    "R, there is no recipe 'R'"
  })
  void shouldRefuseARecipeThatIsUnknown(String name, String said) {
    bring(RecipeState.IDLE);

    assertEquals(CommandResult.INVALID, rig.command(CommandCode.RECIPE_START, name));
    rig.assertReason(said);
    rig.assertError(said);
    assertEquals(RecipeState.IDLE, rig.state());
  }

  @ParameterizedTest
  @CsvSource({
    "'{', r.json:1:2:",
    "'[]', r.json:1:1: $",
    "'{\"format\": 2, \"main\": [{\"do\": \"wait\", \"timeMs\": 1}]}', $.format",
    "'{\"format\": 1, \"main\": []}', $.main",
    "'{\"format\": 1, \"main\": [{\"do\": \"fly\"}]}', 'fly'",
    "'{\"format\": 1, \"main\": [{\"do\": \"call\", \"subroutine\": \"x\"}]}', 'x'"
  })
  void shouldRefuseARecipeThatIsWrongWithTheFirstProblem(String text, String said) {
    bring(RecipeState.IDLE);
    rig.text(text);

    assertEquals(CommandResult.INVALID, rig.command(CommandCode.RECIPE_START, "r"));
    rig.assertError(said);
    assertTrue(rig.error().startsWith(rig.reason().substring(0, 20)));
  }

  @Test
  void shouldEndEverythingForAnEmergencyStopUntilAReset() {
    rig.start(MOVE + ",{\"do\": \"wait\", \"timeMs\": 50}");
    rig.cycles(20);
    rig.command(CommandCode.RECIPE_PAUSE);
    rig.command(CommandCode.SET_DIGITAL, "", 5, 1);
    rig.command(CommandCode.SET_ANALOG, "", 3, -7);
    assertEquals(32, rig.digitalOut());
    assertEquals(-7, rig.analogOutV(3));

    rig.command(CommandCode.EMERGENCY_STOP);
    assertTrue(rig.isEmergencyStopped());
    assertEquals(0, rig.digitalOut());
    assertEquals(0, rig.analogOutV(3));
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.RECIPE_START, "r"));
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.SET_DIGITAL, "", 5, 1));
    rig.assertReason("emergency stop");

    rig.command(CommandCode.RESET);
    assertEquals(false, rig.isEmergencyStopped());
    assertEquals(0, rig.digitalOut());
    assertEquals(RecipeState.ABORTED, rig.state());
  }

  @Test
  void shouldObeyTheLevelOfTheEmergencyStopWithoutItsCommand() {
    rig.start("{\"do\": \"wait\", \"timeMs\": 50}");
    rig.liaison.emergencyStop(true);
    rig.cycle();
    assertEquals(RecipeState.ABORTED, rig.state());

    rig.command(CommandCode.RESET);
    assertTrue(rig.isEmergencyStopped(), "the level is still set");
    rig.liaison.emergencyStop(false);
    rig.cycles(10);
    assertTrue(rig.isEmergencyStopped(), "nobody has reset it");
    rig.command(CommandCode.RESET);
    assertEquals(false, rig.isEmergencyStopped());
  }

  @Test
  void shouldObeyTheEmergencyStopOfTheControlUnitForAsLongAsItIsLatchedThere() {
    rig.start("{\"do\": \"wait\", \"timeMs\": 50}");
    rig.control.emergencyStop(true);
    rig.cycle();
    assertEquals(RecipeState.ABORTED, rig.state());
    rig.assertError("emergency stop of the Control Unit");
    assertTrue(rig.isEmergencyStopped());

    rig.control.emergencyStop(false);
    rig.cycle();
    assertEquals(false, rig.isEmergencyStopped());
  }

  @Test
  void shouldPauseWhenCommandsAreLost() {
    rig.start("{\"do\": \"wait\", \"timeMs\": 500}");
    for (int i = 0; i < CommandRingFields.RING + 3; i++) {
      rig.liaison.issue(rig.nowNs(), CommandCode.RESET, "");
    }
    rig.cycle();

    assertEquals(RecipeState.PAUSED, rig.state());
    rig.assertError("3 commands were lost");
    assertEquals(3, PhysOutputIo.ACK.lostCount().get(rig.view()));
  }

  @ParameterizedTest
  @CsvSource({
    "SET_DIGITAL, -1, 1",
    "SET_DIGITAL, 64, 1",
    "SET_DIGITAL, 1.5, 1",
    "SET_DIGITAL, NaN, 1",
    "SET_DIGITAL, 1, 2",
    "SET_DIGITAL, 1, NaN",
    "SET_ANALOG, 16, 1",
    "SET_ANALOG, NaN, 1",
    "SET_ANALOG, 1, 10.1",
    "SET_ANALOG, 1, NaN",
    "SET_ANALOG, 1, -Infinity"
  })
  void shouldRefuseOutputsThatThereAreNot(CommandCode code, double channel, double value) {
    bring(RecipeState.IDLE);

    assertEquals(CommandResult.INVALID, rig.command(code, "", channel, value));
    assertEquals(0, rig.digitalOut());
    assertEquals(0, rig.analogOutV(1));
  }

  private void bring(RecipeState wanted) {
    rig.recipe(MOVE);
    rig.cycles(2);
    switch (wanted) {
      case IDLE -> rig.cycle();
      case RUNNING -> rig.start(MOVE);
      case PAUSED -> {
        rig.start(MOVE).command(CommandCode.RECIPE_PAUSE);
        rig.cycles(3);
      }
      case STOPPING -> rig.start(MOVE).command(CommandCode.RECIPE_STOP);
      case STOPPED -> {
        rig.start(MOVE).command(CommandCode.RECIPE_STOP);
        rig.until(RecipeState.STOPPED);
      }
      case ABORTED -> rig.start(MOVE).command(CommandCode.RECIPE_ABORT);
      case COMPLETED -> rig.start(MOVE).until(RecipeState.COMPLETED);
      default -> fault();
    }
    assertEquals(wanted, rig.state());
  }

  private void fault() {
    rig.hal.die();
    rig.cycles(60);
    rig.start(READ + "," + MOVE).until(RecipeState.FAULT);
    rig.hal.start();
    for (int i = 0; i < 5; i++) {
      rig.attach();
      rig.cycle();
    }
    rig.cycles(2);
  }
}
