// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.contract.physoutput.StepState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of step does when all is well, and how it fails. */
class StepsTest {

  private static final String MOVE =
      """
      {"do": "move", "axis": 1, "positionMm": 10, "velocityMmS": 50, "accelerationMmS2": 500,
       "timeoutMs": 100}""";

  private final Rig rig = new Rig();

  @Test
  void shouldMoveAnAxisAndGoOnWhenItIsThere() {
    rig.start(MOVE + "," + set("digitalOut[0]", "1"));

    assertEquals(RequestKind.MOVE, rig.request(1));
    assertEquals(10, PhysOutputIo.REQUEST.targetMm().get(rig.view(), 1));
    assertEquals(50, PhysOutputIo.REQUEST.velocityLimitMmPerS().get(rig.view(), 1));
    assertEquals(500, PhysOutputIo.REQUEST.accelerationLimitMmPerS2().get(rig.view(), 1));
    assertEquals("move", rig.kind());
    assertEquals("main[0]", rig.path());
    assertEquals(StepState.ACTIVE, rig.stepState());
    rig.cycles(5);
    assertEquals(0, rig.digitalOut());

    rig.until(RecipeState.COMPLETED);
    assertEquals(10, rig.control.position(1));
    assertEquals(1, rig.digitalOut());
  }

  @Test
  void shouldNotWaitForAMoveThatIsNotAwaitedButBeforeItsEnd() {
    rig.start(MOVE.replace("}", ", \"wait\": false}") + "," + set("digitalOut[0]", "1"));
    rig.cycles(2);

    assertEquals(1, rig.digitalOut());
    assertEquals(RecipeState.RUNNING, rig.state());
    assertEquals(StepState.WAITING, rig.stepState());
    rig.until(RecipeState.COMPLETED);
    assertEquals(10, rig.control.position(1));
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID, NONE, is INVALID",
    "NOT_POSSIBLE, NONE, NOT_POSSIBLE",
    "FAILED, FOLLOWING_ERROR, FOLLOWING_ERROR"
  })
  void shouldFailWhenTheControlUnitRefusesAMove(
      CommandResult answer, AxisFault fault, String said) {
    rig.control.refuse(answer, fault);
    rig.start(MOVE).until(RecipeState.FAULT);

    rig.assertError("main[0] (line 3, move): axis 1: the move ");
    rig.assertError(said);
    assertEquals(StepState.FAILED, rig.stepState());
  }

  @Test
  void shouldFailAndStopTheAxisThatIsNotThereInTime() {
    rig.control.stick(1, true);
    rig.start(MOVE);
    rig.cycles(99);
    assertEquals(RecipeState.RUNNING, rig.state());
    rig.cycles(2);

    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError("axis 1: the move is not done within 100 ms");
    assertEquals(RequestKind.STOP, rig.request(1));
  }

  @Test
  void shouldFailAtOnceWithoutAControlUnit() {
    Rig alone = new Rig();
    alone.control.die();
    alone.cycles(60);
    alone.start(MOVE);

    assertEquals(RecipeState.FAULT, alone.state());
    alone.assertError("control_state is ");
  }

  @ParameterizedTest
  @CsvSource({"enable, ENABLE", "home, HOME"})
  void shouldPrepareAnAxisAndGoOnWhenThatIsDone(String step, RequestKind request) {
    rig.control.stick(1, true);
    rig.start(prepare(step) + "," + set("digitalOut[0]", "1"));

    assertEquals(request, rig.request(1));
    assertTrue(Double.isNaN(PhysOutputIo.REQUEST.targetMm().get(rig.view(), 1)));
    assertEquals(step, rig.kind());
    assertEquals(StepState.ACTIVE, rig.stepState());
    rig.cycles(5);
    assertEquals(0, rig.digitalOut());
    rig.control.stick(1, false);
    rig.until(RecipeState.COMPLETED);
    assertEquals(1, rig.digitalOut());
  }

  @ParameterizedTest
  @CsvSource({"enable, enabling", "home, homing"})
  void shouldFailWhenAnAxisIsNotPreparedInTimeOrRefuses(String step, String said) {
    rig.control.stick(1, true);
    rig.start(prepare(step)).until(RecipeState.FAULT);
    rig.assertError("axis 1: " + said + " is not done within 100 ms");
    assertEquals(RequestKind.STOP, rig.request(1));

    rig.control.refuse(CommandResult.NOT_POSSIBLE, AxisFault.DRIVE_OFF);
    rig.command(CommandCode.RECIPE_RETRY);
    rig.until(RecipeState.FAULT);
    rig.assertError("axis 1: " + said + " is NOT_POSSIBLE, fault DRIVE_OFF");
  }

  @ParameterizedTest
  @CsvSource({"enable, ENABLE", "home, HOME"})
  void shouldPrepareAnAxisFromTheBeginningAfterAPause(String step, RequestKind request) {
    rig.control.stick(1, true);
    rig.start(prepare(step));
    rig.command(CommandCode.RECIPE_PAUSE);
    assertEquals(RequestKind.STOP, rig.request(1));
    rig.cycles(200);

    rig.command(CommandCode.RECIPE_RESUME);
    assertEquals(request, rig.request(1));
    rig.control.stick(1, false);
    rig.until(RecipeState.COMPLETED);
  }

  @Test
  void shouldLetTimePass() {
    rig.start("{\"do\": \"wait\", \"timeMs\": 20}," + set("digitalOut[0]", "1"));
    assertEquals(StepState.WAITING, rig.stepState());
    rig.cycles(19);
    assertEquals("main[0]", rig.path());
    assertEquals(0.019, PhysOutputIo.RECIPE.stepElapsedS().get(rig.view()), 1e-9);
    rig.cycle();
    assertEquals("main[1]", rig.path());
    assertEquals(50, rig.progress());
    rig.until(RecipeState.COMPLETED);
    assertEquals(100, rig.progress());
    assertEquals(2, PhysOutputIo.RECIPE.stepCount().get(rig.view()));
  }

  @Test
  void shouldWaitForACondition() {
    rig.start(await("digitalIn[40]", 1000));
    rig.cycles(10);
    assertEquals(StepState.WAITING, rig.stepState());
    rig.hal.inputs(1L << 40, 0, Quality.GOOD);
    rig.cycle();

    assertEquals(RecipeState.COMPLETED, rig.state());
  }

  @Test
  void shouldFailWhenAConditionDoesNotHoldInTime() {
    rig.start(await("digitalIn[40]", 10)).until(RecipeState.FAULT);

    rig.assertError("await): did not hold within 10 ms");
  }

  @Test
  void shouldSayWhichSignalWasMissingWhenItWaitedInVain() {
    rig.hal.die();
    rig.cycles(60);
    rig.start(await("digitalIn[40]", 10)).until(RecipeState.FAULT);

    rig.assertError("digitalIn[40] cannot be had: phys_input_io is ABSENT");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"axis[2].position\"', 0",
    "'\"axis[2].velocity\"', 0.5",
    "'\"axis[2].followingError\"', 0.25",
    "'\"axis[2].inPosition\"', 1",
    "'\"axis[2].homed\"', 1",
    "'\"digitalIn[3]\"', 1",
    "'\"digitalIn[4]\"', 0",
    "'\"analogIn[15]\"', 2.5"
  })
  void shouldReadEverySignal(String signal, double value) {
    rig.hal.inputs(0b1000, 2.5, Quality.GOOD);
    rig.start(
        "{\"do\": \"read\", \"signal\": %s, \"into\": \"a\"},".formatted(signal)
            + set("analogOut[0]", "\"a\""));
    assertEquals("main[1]", rig.path());
    rig.until(RecipeState.COMPLETED);

    assertEquals(value, rig.analogOutV(0));
  }

  @Test
  void shouldFailWhenASignalCannotBeHad() {
    rig.hal.inputs(0, 0, Quality.BAD);
    rig.start("{\"do\": \"read\", \"signal\": \"analogIn[1]\", \"into\": \"a\"}");

    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError("read): analogIn[1] cannot be had");
  }

  @Test
  void shouldSetOutputsAndKeepThem() {
    rig.start(
        set("digitalOut[63]", "true")
            + ","
            + set("digitalOut[0]", "1")
            + ","
            + set("analogOut[7]", "-3.5")
            + ","
            + set("digitalOut[0]", "{\"left\": \"digitalOut[63]\", \"op\": \"-\", \"right\": 1}"));
    rig.until(RecipeState.COMPLETED);
    rig.cycles(100);

    assertEquals(1L << 63, rig.digitalOut());
    assertEquals(-3.5, rig.analogOutV(7));
    assertEquals(0, rig.analogOutV(6));
  }

  @ParameterizedTest
  @CsvSource({
    "'analogOut[0]', '{\"left\": 6, \"op\": \"*\", \"right\": 2}', cannot carry 12.0 V",
    "'a', '{\"left\": 1, \"op\": \"/\", \"right\": \"b\"}', is Infinity",
    "'a', '{\"left\": \"b\", \"op\": \"/\", \"right\": \"b\"}', is NaN"
  })
  void shouldFailWhenAValueIsNotPossible(String target, String value, String said) {
    rig.start(set(target, value));

    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError(said);
  }

  @Test
  void shouldFailWhenAConditionHasNoSense() {
    rig.start(
        "{\"do\": \"if\", \"condition\": {\"left\": {\"left\": \"a\", \"op\": \"/\", \"right\": \"b\"},"
            + " \"op\": \"==\", \"right\": 0}, \"then\": ["
            + set("a", "1")
            + "]}");

    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError("no number");
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "0, 6"})
  void shouldDecide(double a, double expectedV) {
    rig.start(
        set("a", Double.toString(a))
            + ",{\"do\": \"if\", \"condition\": {\"left\": \"a\", \"op\": \"==\", \"right\": 1},"
            + " \"then\": ["
            + set("analogOut[0]", "5")
            + "], \"else\": ["
            + set("analogOut[0]", "6")
            + "]}");
    rig.until(RecipeState.COMPLETED);

    assertEquals(expectedV, rig.analogOutV(0));
  }

  @Test
  void shouldRepeatATimesAndTellHowDeepItIs() {
    rig.start(
        "{\"do\": \"loop\", \"count\": 3, \"steps\": [{\"do\": \"call\", \"subroutine\": \"out\"},"
            + "{\"do\": \"wait\", \"timeMs\": 5}]},"
            + set("analogOut[0]", "\"c\""));
    assertEquals("main[0].loop[0]", rig.path());
    rig.cycle();
    assertEquals("main[0].loop[0].out[0]", rig.path());
    assertEquals(1, PhysOutputIo.RECIPE.loopDepth().get(rig.view()));
    assertEquals(1, PhysOutputIo.RECIPE.callDepth().get(rig.view()));
    rig.cycles(4);
    assertEquals("main[0].loop[1]", rig.path());
    assertEquals(0, PhysOutputIo.RECIPE.callDepth().get(rig.view()));
    rig.until(RecipeState.COMPLETED);

    assertEquals(3, rig.analogOutV(0));
  }

  @Test
  void shouldRepeatWhileAConditionHolds() {
    rig.start(
        "{\"do\": \"loop\", \"while\": {\"left\": \"a\", \"op\": \"<\", \"right\": 4}, \"steps\": ["
            + set("a", "{\"left\": \"a\", \"op\": \"+\", \"right\": 1}")
            + "]},"
            + set("analogOut[0]", "\"a\""));
    rig.until(RecipeState.COMPLETED);

    assertEquals(4, rig.analogOutV(0));
  }

  @ParameterizedTest
  @CsvSource({"0", "0.9", "-3"})
  void shouldNotRepeatLessThanOnce(String count) {
    rig.start(
        set("a", count)
            + ",{\"do\": \"loop\", \"count\": \"a\", \"steps\": ["
            + set("digitalOut[0]", "1")
            + "]}");
    rig.until(RecipeState.COMPLETED);

    assertEquals(0, rig.digitalOut());
  }

  @Test
  void shouldNotHangInALoopThatNeverEnds() {
    rig.start(
        "{\"do\": \"loop\", \"while\": {\"left\": 1, \"op\": \"==\", \"right\": 1}, \"steps\": ["
            + set("a", "1")
            + "]}");
    rig.cycles(1000);

    assertEquals(RecipeState.RUNNING, rig.state());
    assertTrue(PhysOutputIo.RECIPE.stepCount().get(rig.view()) > 400);
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RECIPE_ABORT));
  }

  @Test
  void shouldNotTakeAnAxisForThereBeforeTheControlUnitHasHeardOfItsMove() {
    rig.start(
        MOVE.replace("}", ", \"wait\": false},")
            + "{\"do\": \"read\", \"signal\": \"axis[1].inPosition\", \"into\": \"a\"},"
            + set("analogOut[0]", "{\"left\": \"a\", \"op\": \"+\", \"right\": 1}"));
    rig.until(RecipeState.COMPLETED);

    assertEquals(1, rig.analogOutV(0));
  }

  @Test
  void shouldLeaveOutTheOutermostPartsOfAPathThatIsTooLong() {
    String nested = "{\"do\": \"wait\", \"timeMs\": 50}";
    for (int i = 0; i < 20; i++) {
      nested = "{\"do\": \"loop\", \"count\": 1, \"steps\": [" + nested + "]}";
    }
    rig.start(nested);
    rig.cycles(21);

    assertTrue(rig.path().startsWith("...loop[0]"), rig.path());
    assertTrue(rig.path().length() <= 96);
    assertEquals("wait", rig.kind());
    assertEquals(20, PhysOutputIo.RECIPE.loopDepth().get(rig.view()));
  }

  private static String prepare(String step) {
    return "{\"do\": \"" + step + "\", \"axis\": 1, \"timeoutMs\": 100}";
  }

  private static String set(String target, String value) {
    return "{\"do\": \"set\", \"target\": \"%s\", \"value\": %s}".formatted(target, value);
  }

  private static String await(String signal, int timeoutMs) {
    return "{\"do\": \"await\", \"condition\": {\"left\": \"%s\", \"op\": \"==\", \"right\": 1}, \"timeoutMs\": %d}"
        .formatted(signal, timeoutMs);
  }
}
