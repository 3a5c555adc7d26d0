// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.evo.shm.recipe.model.Arithmetic;
import org.evo.shm.recipe.model.Block;
import org.evo.shm.recipe.model.Comparison;
import org.evo.shm.recipe.model.Condition;
import org.evo.shm.recipe.model.Constant;
import org.evo.shm.recipe.model.MoveLimits;
import org.evo.shm.recipe.model.Preparation;
import org.evo.shm.recipe.model.Recipe;
import org.evo.shm.recipe.model.Signal;
import org.evo.shm.recipe.model.SignalKind;
import org.evo.shm.recipe.model.Step;
import org.evo.shm.recipe.model.Variable;
import org.junit.jupiter.api.Test;

class RecipeParserTest {

  private static final Variable COUNT = new Variable("count", 0);
  private static final Comparison FEW =
      new Comparison(COUNT, Comparison.Relation.LESS, new Constant(3));

  @Test
  void shouldReadEveryKindOfStep() throws RecipeRefusedException {
    Recipe recipe =
        RecipeParser.parse(
            "all",
            "all.json",
            """
            {
              "format": 1,
              "description": "everything",
              "variables": {"count": 0, "ready": true},
              "main": [
                {"do": "move", "axis": 1, "positionMm": 12.5, "velocityMmS": 50,
                 "accelerationMmS2": 200, "timeoutMs": 3000, "comment": "out"},
                {"do": "wait", "timeMs": 20},
                {"do": "await", "condition": {"left": "axis[1].inPosition", "op": "==", "right": true},
                 "timeoutMs": 100},
                {"do": "set", "target": "digitalOut[3]", "value": true},
                {"do": "read", "signal": "analogIn[2]", "into": "ready"},
                {"do": "if", "condition": {"left": "count", "op": "<", "right": 3},
                 "then": [{"do": "call", "subroutine": "more"}]},
                {"do": "loop", "count": 2, "steps": [{"do": "wait", "timeMs": 1}]},
                {"do": "loop", "while": {"left": "count", "op": "<", "right": 3},
                 "steps": [{"do": "wait", "timeMs": 1}]}
              ],
              "subroutines": {
                "more": [
                  {"do": "set", "target": "count", "value": {"left": "count", "op": "+", "right": 1}}
                ]
              }
            }
            """);

    assertEquals("all", recipe.name());
    assertEquals(List.of(0.0, 1.0), recipe.initialValues());
    assertEquals(3, recipe.maxDepth());
    assertEquals(
        List.of(
            new Step.Move(6, 1, new Constant(12.5), new MoveLimits(50, 200, 3_000_000_000L), true),
            new Step.Pass(8, 20_000_000),
            new Step.Await(
                9,
                new Comparison(
                    new Signal(SignalKind.AXIS_IN_POSITION, 1),
                    Comparison.Relation.EQUAL,
                    new Constant(1)),
                100_000_000),
            new Step.Assign(11, new Signal(SignalKind.DIGITAL_OUT, 3), new Constant(1)),
            new Step.Assign(12, new Variable("ready", 1), new Signal(SignalKind.ANALOG_IN, 2)),
            new Step.Branch(
                13, FEW, new Block("then", List.of(new Step.Call(14, 1))), Optional.empty()),
            new Step.Repeat(
                15, new Constant(2), new Block("loop", List.of(new Step.Pass(15, 1_000_000)))),
            new Step.Loop(16, FEW, new Block("loop", List.of(new Step.Pass(17, 1_000_000))))),
        recipe.main().steps());
    assertEquals(
        new Block(
            "more",
            List.of(
                new Step.Assign(
                    21, COUNT, new Arithmetic(COUNT, Arithmetic.Operator.PLUS, new Constant(1))))),
        recipe.routines().get(1));
  }

  @Test
  void shouldReadWhatAnAxisNeedsBeforeItMoves() throws RecipeRefusedException {
    Recipe recipe =
        parse(
            """
            {"format": 1, "main": [
              {"do": "enable", "axis": 2, "timeoutMs": 500},
              {"do": "home", "axis": 3, "timeoutMs": 30000, "wait": false}]}
            """);

    assertEquals(
        List.of(
            new Step.Prepare(2, 2, Preparation.ENABLE, 500_000_000L, true),
            new Step.Prepare(3, 3, Preparation.HOME, 30_000_000_000L, false)),
        recipe.main().steps());
  }

  @Test
  void shouldReadConditionsOfConditions() throws RecipeRefusedException {
    Recipe recipe =
        parse(
            """
            {"format": 1, "variables": {"count": 0}, "main": [
              {"do": "await", "timeoutMs": 1, "condition":
                {"any": [{"not": {"left": "count", "op": "<", "right": 3}},
                         {"all": [{"left": "count", "op": "<", "right": 3}]}]}}]}
            """);

    assertEquals(
        new Condition.Any(List.of(new Condition.Not(FEW), new Condition.All(List.of(FEW)))),
        ((Step.Await) recipe.main().steps().get(0)).condition());
  }

  @Test
  void shouldTellAllProblemsAtOnceInTheOrderOfTheFile() {
    RecipeRefusedException refused =
        assertThrows(
            RecipeRefusedException.class,
            () ->
                parse(
                    """
                    {
                      "format": 2,
                      "main": [
                        {"do": "wait", "timeMs": 0},
                        {"do": "call", "subroutine": "nobody"}
                      ],
                      "colour": "red"
                    }
                    """));

    assertEquals(
        List.of(
            "2:13: $.format: 'format' cannot be 2, choose 1 to 1",
            "4:30: $.main[0].timeMs: 'timeMs' cannot be 0, choose 1 to 86400000",
            "5:34: $.main[1].subroutine: there is no subroutine 'nobody', there are none",
            "7:3: $.colour: there is no 'colour' here"),
        refused.problems().stream().map(RecipeProblem::toString).toList());
    assertEquals(
        "test.json:2:13: $.format: 'format' cannot be 2, choose 1 to 1 (and 3 more)",
        refused.summary());
  }

  @Test
  void shouldTellOneProblemInOneLine() {
    RecipeRefusedException refused = assertThrows(RecipeRefusedException.class, () -> parse("[]"));

    assertEquals("test.json:1:1: $: a recipe is an object, not an array", refused.summary());
  }

  @Test
  void shouldTellNoMoreProblemsThanAnybodyReads() {
    RecipeRefusedException refused =
        assertThrows(
            RecipeRefusedException.class,
            () -> parse("{\"format\": 1, \"main\": [" + "1,".repeat(999) + "1]}"));

    assertEquals(Problems.MAX, refused.problems().size());
  }

  @Test
  void shouldKeepControlCharactersOfTheFileOutOfMessages() {
    RecipeRefusedException refused =
        assertThrows(
            RecipeRefusedException.class,
            () -> parse("{\"format\": 1, \"main\": [{\"do\": \"\\u001b[2J\"}]}"));

    assertEquals(
        "1:31: $.main[0].do: there is no step '?[2J', choose from: "
            + "enable, home, move, wait, await, set, read, if, loop, call",
        refused.problems().get(0).toString());
  }

  private static Recipe parse(String text) throws RecipeRefusedException {
    return RecipeParser.parse("test", "test.json", text);
  }
}
