// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that can be wrong with a recipe, alone: one message, with its line and its path. */
class RecipeErrorsTest {

  private static final String MOVE =
      "{'do': 'move', 'axis': 0, 'positionMm': 1, 'velocityMmS': 1, 'accelerationMmS2': 1,"
          + " 'timeoutMs': 1}";
  private static final String WAIT = "{'do': 'wait', 'timeMs': 1}";

  static Stream<Arguments> files() {
    return Stream.of(
        // no JSON
        file("", "1:1: $: no JSON: End of input"),
        file("{", "1:2: $: no JSON: End of input"),
        file("{'format': 1,\n'main': [}", "2:10: $: no JSON: Expected value"),
        file("{'format': 1, 'main': [" + WAIT + "]} x", "1:55: $: no JSON: not well-formed here"),
        file("{'format': 1, 'main': [" + WAIT + "]} {}", "1:55: $: no JSON: not well-formed here"),
        file("{'format': 01}", "1:12: $: no JSON: not well-formed here"),
        file("{'format': 1, // no\n'main': []}", "1:16: $: no JSON: not well-formed here"),
        file("{'format': 1\n'main': []}", "2:2: $: no JSON: Unterminated object"),
        file("{'main': 'abc", "1:14: $: no JSON: Unterminated string"),
        file("{'format': NaN}", "1:12: $: no JSON: not well-formed here"),
        file(
            "{'format': " + "[".repeat(JsonTree.MAX_DEPTH) + "1" + "]".repeat(80) + "}",
            "1:75: $.format"
                + "[0]".repeat(JsonTree.MAX_DEPTH - 1)
                + ": more than 64 levels of objects and arrays"),
        // not a recipe
        file("null", "1:1: $: a recipe is an object, not null"),
        file("7", "1:1: $: a recipe is an object, not 7"),
        file("'x'", "1:1: $: a recipe is an object, not the text 'x'"),
        file("{'main': [" + WAIT + "]}", "1:1: $: 'format' is missing"),
        file("{'format': 1}", "1:1: $: 'main' is missing"),
        file("{'format': 1, 'main': []}", "1:23: $.main: 'main' is empty"),
        file("{'format': 1, 'main': {}}", "1:23: $.main: 'main' is an array, not an object"),
        file(
            "{'format': '1', 'main': [" + WAIT + "]}",
            "1:12: $.format: 'format' is a number, not the text '1'"),
        file(
            "{'format': 1, 'main': [" + WAIT + "],\n 'main': [" + WAIT + "]}",
            "2:2: $.main: 'main' is here twice"),
        file(
            "{'format': 1, 'mian': 1,\n 'main': [" + WAIT + "]}",
            "1:15: $.mian: there is no 'mian' here"),
        file(
            "{'format': 1, 'description': 7,\n 'main': [" + WAIT + "]}",
            "1:30: $.description: 'description' is a text, not 7"));
  }

  static Stream<Arguments> variables() {
    return Stream.of(
        file("[]", "2:15: $.variables: 'variables' is an object, not an array"),
        file(
            "{'a': 'x'}",
            "2:21: $.variables.a: a variable begins as a number, true or false, not"
                + " the text 'x'"),
        file("{'a': 1e999}", "2:21: $.variables.a: 1e999 is too large, at most 1000000000000"),
        file("{'a': 1, 'a': 2}", "2:24: $.variables.a: 'a' is here twice"),
        file(
            "{'1a': 1}",
            "2:16: $.variables.1a: a name begins with a letter and has up to 32"
                + " letters, digits and _, not '1a'"),
        file("{'main': 1}", "2:16: $.variables.main: 'main' is the name of the recipe's own steps"),
        file(many(Limits.MAX_VARIABLES + 1, "1"), "2:15: $.variables: more than 256 variables"));
  }

  static Stream<Arguments> subroutines() {
    return Stream.of(
        file("7", "2:17: $.subroutines: 'subroutines' is an object, not 7"),
        file("{'s': []}", "2:23: $.subroutines.s: 's' is empty"),
        file("{'s': {}}", "2:23: $.subroutines.s: 's' is an array, not an object"),
        file(
            "{'a b': [" + WAIT + "]}",
            "2:18: $.subroutines.a b: a name begins with a letter and"
                + " has up to 32 letters, digits and _, not 'a b'"),
        file(
            "{'s': [" + WAIT + "], 's': [" + WAIT + "]}",
            "2:54: $.subroutines.s: 's' is here twice"),
        file(
            "{'s': [{'do': 'call',\n 'subroutine': 's'}]}",
            "3:16: $.subroutines.s[0].subroutine: a subroutine cannot call itself: s -> s"),
        file(
            "{'a': [" + call("b") + "],\n 'b': [" + WAIT + ",\n" + call("a") + "]}",
            "4:30: $.subroutines.b[1].subroutine: a subroutine cannot call itself: a -> b -> a"),
        file(
            many(Limits.MAX_SUBROUTINES + 1, "[" + WAIT + "]"),
            "2:17: $.subroutines: more than 256 subroutines"));
  }

  static Stream<Arguments> steps() {
    return Stream.of(
        file("7", "2:1: $.main[0]: a step is an object, not 7"),
        file(
            "{'timeMs': 1}",
            "2:1: $.main[0]: 'do' is missing, choose from: enable, home, move, wait, await,"
                + " set, read, if, loop, call"),
        file(
            "{'do': 'mvoe'}",
            "2:8: $.main[0].do: there is no step 'mvoe', choose from: enable, home, move,"
                + " wait, await, set, read, if, loop, call"),
        file("{'do': 1}", "2:8: $.main[0].do: 'do' is a text, not 1"),
        file(
            "{'do': 'wait', 'timeMs': 1, 'comment': 1}",
            "2:40: $.main[0].comment: 'comment' is a text, not 1"),
        // enable, home
        file("{'do': 'enable', 'timeoutMs': 1}", "2:1: $.main[0]: 'axis' is missing"),
        file("{'do': 'home', 'axis': 0}", "2:1: $.main[0]: 'timeoutMs' is missing"),
        file(
            "{'do': 'home', 'axis': 4, 'timeoutMs': 1}",
            "2:24: $.main[0].axis: 'axis' cannot be 4, choose 0 to 3"),
        file(
            "{'do': 'enable', 'axis': 0, 'timeoutMs': 0}",
            "2:42: $.main[0].timeoutMs: 'timeoutMs' cannot be 0, choose 1 to 3600000"),
        file(
            "{'do': 'enable', 'axis': 0, 'timeoutMs': 1, 'positionMm': 1}",
            "2:45: $.main[0].positionMm: there is no 'positionMm' here"),
        // move
        file(without("axis"), "2:1: $.main[0]: 'axis' is missing"),
        file(without("positionMm"), "2:1: $.main[0]: 'positionMm' is missing"),
        file(without("velocityMmS"), "2:1: $.main[0]: 'velocityMmS' is missing"),
        file(without("accelerationMmS2"), "2:1: $.main[0]: 'accelerationMmS2' is missing"),
        file(without("timeoutMs"), "2:1: $.main[0]: 'timeoutMs' is missing"),
        file(with("axis", "4"), "2:24: $.main[0].axis: 'axis' cannot be 4, choose 0 to 3"),
        file(with("axis", "0.5"), "2:24: $.main[0].axis: 'axis' is a whole number"),
        file(with("axis", "'x'"), "2:24: $.main[0].axis: 'axis' is a number, not the text 'x'"),
        file(
            with("positionMm", "1e7"),
            "2:41: $.main[0].positionMm: 'positionMm' cannot be"
                + " 10000000, choose -1000000 to 1000000"),
        file(
            with("positionMm", "[]"),
            "2:41: $.main[0].positionMm: a value is a number, true,"
                + " false, a variable, a signal or a calculation, not an array"),
        file(
            with("positionMm", "'x'"),
            "2:41: $.main[0].positionMm: there is no variable 'x'," + " there are: v"),
        file(
            with("velocityMmS", "0"),
            "2:59: $.main[0].velocityMmS: 'velocityMmS' cannot be 0," + " choose 0.001 to 100000"),
        file(
            with("velocityMmS", "-1"),
            "2:59: $.main[0].velocityMmS: 'velocityMmS' cannot be -1," + " choose 0.001 to 100000"),
        file(
            with("accelerationMmS2", "2e6"),
            "2:82: $.main[0].accelerationMmS2:"
                + " 'accelerationMmS2' cannot be 2e6, choose 0.001 to 1000000"),
        file(
            with("timeoutMs", "3600001"),
            "2:98: $.main[0].timeoutMs: 'timeoutMs' cannot be" + " 3600001, choose 1 to 3600000"),
        file(
            with("timeoutMs", "1, 'wait': 1"),
            "2:109: $.main[0].wait: 'wait' is true or false," + " not 1"),
        file(with("timeoutMs", "1, 'jerk': 1"), "2:101: $.main[0].jerk: there is no 'jerk' here"),
        // wait, await
        file("{'do': 'wait'}", "2:1: $.main[0]: 'timeMs' is missing"),
        file(
            "{'do': 'wait', 'timeMs': 86400001}",
            "2:26: $.main[0].timeMs: 'timeMs' cannot be" + " 86400001, choose 1 to 86400000"),
        file("{'do': 'wait', 'timeMs': 1.5}", "2:26: $.main[0].timeMs: 'timeMs' is a whole number"),
        file("{'do': 'await', 'timeoutMs': 1}", "2:1: $.main[0]: 'condition' is missing"),
        file(
            "{'do': 'await', 'condition': " + IS_ONE + "}",
            "2:1: $.main[0]: 'timeoutMs' is missing"),
        // set, read
        file("{'do': 'set', 'value': 1}", "2:1: $.main[0]: 'target' is missing"),
        file("{'do': 'set', 'target': 'v'}", "2:1: $.main[0]: 'value' is missing"),
        file(
            "{'do': 'set', 'target': 7, 'value': 1}",
            "2:25: $.main[0].target: a target is a text, not 7"),
        file(
            "{'do': 'set', 'target': 'w', 'value': 1}",
            "2:25: $.main[0].target: there is no variable 'w', there are: v"),
        file(
            "{'do': 'set', 'target': 'digitalIn[0]', 'value': 1}",
            "2:25: $.main[0].target: 'digitalIn[0]' cannot be set"),
        file(
            "{'do': 'set', 'target': 'digitalOut[64]', 'value': 1}",
            "2:25: $.main[0].target: there is no 'digitalOut[64]', the last is 63"),
        file(
            "{'do': 'set', 'target': 'digitalOut[0]', 'value': 2}",
            "2:51: $.main[0].value: 'value' cannot be 2, choose 0 to 1"),
        file(
            "{'do': 'set', 'target': 'analogOut[0]', 'value': -10.5}",
            "2:50: $.main[0].value: 'value' cannot be -10.5, choose -10 to 10"),
        file(
            "{'do': 'set', 'target': 'v', 'value': 1e13}",
            "2:39: $.main[0].value: 1e13 is too large, at most 1000000000000"),
        file("{'do': 'read', 'into': 'v'}", "2:1: $.main[0]: 'signal' is missing"),
        file("{'do': 'read', 'signal': 'analogIn[0]'}", "2:1: $.main[0]: 'into' is missing"),
        file(
            "{'do': 'read', 'signal': 1, 'into': 'v'}",
            "2:26: $.main[0].signal: a signal is a text, not 1"),
        file(
            "{'do': 'read', 'signal': 'analogOut[0]', 'into': 'v'}",
            "2:26: $.main[0].signal: 'analogOut[0]' is no input; use set"),
        file(
            "{'do': 'read', 'signal': 'axis[0].speed', 'into': 'v'}",
            "2:26: $.main[0].signal: there is no signal 'axis[0].speed', there are: digitalIn[i],"
                + " analogIn[i], digitalOut[i], analogOut[i], axis[i].position, axis[i].velocity,"
                + " axis[i].followingError, axis[i].inPosition, axis[i].homed"),
        file(
            "{'do': 'read', 'signal': 'axis[9].position', 'into': 'v'}",
            "2:26: $.main[0].signal: there is no 'axis[9].position', the last is 3"),
        file(
            "{'do': 'read', 'signal': 'analogIn[0]', 'into': 7}",
            "2:49: $.main[0].into: a variable is a text, not 7"),
        file(
            "{'do': 'read', 'signal': 'analogIn[0]', 'into': 'digitalOut[0]'}",
            "2:49: $.main[0].into: there is no variable 'digitalOut[0]', there are: v"),
        // if
        file("{'do': 'if', 'then': [" + WAIT + "]}", "2:1: $.main[0]: 'condition' is missing"),
        file("{'do': 'if', 'condition': " + IS_ONE + "}", "2:1: $.main[0]: 'then' is missing"),
        file(
            "{'do': 'if', 'condition': " + IS_ONE + ", 'then': []}",
            "2:74: $.main[0].then: 'then' is empty"),
        file(
            "{'do': 'if', 'condition': " + IS_ONE + ", 'then': [" + WAIT + "],\n 'else': []}",
            "3:10: $.main[0].else: 'else' is empty"),
        // loop
        file(
            "{'do': 'loop', 'steps': [" + WAIT + "]}",
            "2:1: $.main[0]: a loop has either 'count' or 'while'"),
        file(
            "{'do': 'loop', 'count': 1, 'while': " + IS_ONE + ", 'steps': [" + WAIT + "]}",
            "2:1: $.main[0]: a loop has either 'count' or 'while'"),
        file(
            "{'do': 'loop', 'count': 0, 'steps': [" + WAIT + "]}",
            "2:25: $.main[0].count: 'count' cannot be 0, choose 1 to 1000000000"),
        file(
            "{'do': 'loop', 'count': 1.5, 'steps': [" + WAIT + "]}",
            "2:25: $.main[0].count: 'count' is a whole number"),
        file("{'do': 'loop', 'count': 1}", "2:1: $.main[0]: 'steps' is missing"),
        file("{'do': 'loop', 'count': 1, 'steps': []}", "2:37: $.main[0].steps: 'steps' is empty"),
        file(
            "{'do': 'loop', 'count': 1, 'steps': [" + WAIT + ",\n {'do': 'wiat'}]}",
            "3:9: $.main[0].steps[1].do: there is no step 'wiat', choose from: enable, home, move, wait, await,"
                + " set, read, if, loop, call"),
        // call
        file("{'do': 'call'}", "2:1: $.main[0]: 'subroutine' is missing"),
        file(
            "{'do': 'call', 'subroutine': 7}",
            "2:30: $.main[0].subroutine: 'subroutine' is a text, not 7"),
        file(
            "{'do': 'call', 'subroutine': 'main'}",
            "2:30: $.main[0].subroutine: there is no subroutine 'main', there are none"),
        // conditions
        file(await("1"), "2:30: $.main[0].condition: a condition is an object, not 1"),
        file(
            await("{}"),
            "2:30: $.main[0].condition: 'left' is missing",
            "2:30: $.main[0].condition: 'op' is missing",
            "2:30: $.main[0].condition: 'right' is missing"),
        file(
            await("{'left': 'v', 'op': '=', 'right': 1}"),
            "2:50: $.main[0].condition.op: 'op' cannot be the text '=' here, choose from: == != <"
                + " <= > >="),
        file(await("{'all': []}"), "2:38: $.main[0].condition.all: 'all' is empty"),
        file(await("{'any': 1}"), "2:38: $.main[0].condition.any: 'any' is an array, not 1"),
        file(
            await("{'not': " + IS_ONE + ", 'left': 1}"),
            "2:77: $.main[0].condition.left: there is no 'left' here"),
        file(
            await("{'left': {'left': 1, 'op': '%', 'right': 2}, 'op': '<', 'right': 1}"),
            "2:57: $.main[0].condition.left.op: 'op' cannot be the text '%' here, choose from: + -"
                + " * /"),
        file(
            await("{'any': [" + (IS_ONE + ", ").repeat(10) + IS_ONE + "]}"),
            "2:438: $.main[0].condition.any[10].left: more than 32 parts in one expression; use"
                + " variables"));
  }

  private static final String IS_ONE = "{'left': 'v', 'op': '==', 'right': 1}";

  @ParameterizedTest
  @MethodSource("files")
  void shouldRefuseTheFile(String text, String expected) {
    assertEquals(expected, problemsOf(text));
  }

  @ParameterizedTest
  @MethodSource("variables")
  void shouldRefuseTheVariables(String variables, String expected) {
    String text = "{'format': 1, 'main': [" + WAIT + "],\n 'variables': " + variables + "}";
    assertEquals(expected, problemsOf(text));
  }

  @ParameterizedTest
  @MethodSource("subroutines")
  void shouldRefuseTheSubroutines(String subroutines, String expected) {
    String text = "{'format': 1, 'main': [" + WAIT + "],\n 'subroutines': " + subroutines + "}";
    assertEquals(expected, problemsOf(text));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void shouldRefuseTheStep(String step, String expected) {
    String text = "{'format': 1, 'variables': {'v': 0}, 'main': [\n" + step + "]}";
    assertEquals(expected, problemsOf(text));
  }

  @Test
  void shouldRefuseMoreStepsThanFit() {
    String steps = (WAIT + ",").repeat(Limits.MAX_STEPS) + "\n" + WAIT;

    assertEquals(
        "2:1: $.main[10000]: more than 10000 steps",
        problemsOf("{'format': 1, 'main': [" + steps + "]}"));
  }

  @Test
  void shouldRefuseMoreBlocksInsideEachOtherThanFit() {
    String subroutines =
        IntStream.rangeClosed(1, Limits.MAX_BLOCKS_DEEP - 1)
            .mapToObj(i -> "'s" + i + "': [" + call("s" + (i + 1)) + "]")
            .collect(Collectors.joining(", "));
    String last = ", 's" + Limits.MAX_BLOCKS_DEEP + "': [" + WAIT + "]";

    assertEquals(
        "1:1: $: 33 blocks inside each other, calls included, at most 32",
        problemsOf(
            "{'format': 1, 'main': ["
                + call("s1")
                + "], 'subroutines': {"
                + subroutines
                + last
                + "}}"));
  }

  private static Arguments file(String text, String... problems) {
    return Arguments.of(text, String.join("\n", problems));
  }

  private static String with(String key, String value) {
    return MOVE.replaceAll("'" + key + "': [0-9]+", "'" + key + "': " + value);
  }

  private static String without(String key) {
    return MOVE.replaceAll(", '" + key + "': [0-9]+", "");
  }

  private static String call(String name) {
    return "{'do': 'call', 'subroutine': '" + name + "'}";
  }

  private static String await(String condition) {
    return "{'do': 'await', 'condition': " + condition + ", 'timeoutMs': 1}";
  }

  private static String many(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "'n%d': %s", i, value))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String problemsOf(String text) {
    RecipeRefusedException refused =
        assertThrows(
            RecipeRefusedException.class,
            () -> RecipeParser.parse("test", "test.json", text.replace('\'', '"')));
    return refused.problems().stream()
        .map(RecipeProblem::toString)
        .collect(Collectors.joining("\n"));
  }
}
