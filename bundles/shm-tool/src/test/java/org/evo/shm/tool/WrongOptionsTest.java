// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegments;
import org.evo.shm.tool.fake.FakeTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every verb with every option that it has, used wrongly: exit 2, one line, nothing done. */
class WrongOptionsTest {

  /** Verbs with what they cannot do without. */
  private static final List<String> VERBS =
      List.of(
          "list",
          "info axis",
          "top",
          "validate",
          "cleanup",
          "watch axis",
          "read axis",
          "write axis",
          "bench");

  /** What no option takes but the directory, which may have any name. */
  private static final String NO_VALUE = "a/b";

  private static final Pattern OPTION = Pattern.compile("\\[(--[a-z-]+)( [^\\]]+\\]?)?\\]");

  private static final List<String> FOR_ALL =
      List.of(
          "--nosuch",
          "-x",
          "--dir",
          "--dir=",
          "--dir /etc/passwd",
          "--dir --json",
          "--json=maybe",
          "more of this");

  private static Stream<String> wrongLines() {
    List<String> lines = new ArrayList<>();
    for (String verb : VERBS) {
      FOR_ALL.forEach(wrong -> lines.add(verb + " " + wrong));
      options(verb).forEach((option, takesValue) -> lines.addAll(wrong(verb, option, takesValue)));
    }
    return lines.stream();
  }

  private static List<String> wrong(String verb, String option, boolean takesValue) {
    String with = verb + " " + option;
    if (!takesValue) {
      return List.of(with + "=" + NO_VALUE);
    }
    return option.equals("--dir")
        ? List.of(with, with + "=")
        : List.of(with, with + "=", with + " --json", with + " " + NO_VALUE, with + "=/");
  }

  /** What the verb itself says that it understands, and whether a value goes with it. */
  private static Map<String, Boolean> options(String verb) {
    Capture capture = new Capture();
    run(capture, verb + " --nosuch");
    Map<String, Boolean> options = new TreeMap<>();
    OPTION
        .matcher(capture.err())
        .results()
        .forEach(option -> options.put(option.group(1), option.group(2) != null));
    return options;
  }

  private static int run(Capture capture, String line) {
    FakeTime time = new FakeTime();
    // Should a line be good after all, the verb ends.
    time.cancel();
    Host host = new Host(capture.streams(), Map.of(), time, time, new FakeSegments());
    return ToolCommands.standard().run(host, line.split(" "));
  }

  @Test
  void shouldKnowTheOptionsOfEveryVerb() {
    for (String verb : VERBS) {
      Map<String, Boolean> options = options(verb);
      assertTrue(options.get("--dir"), verb);
      assertFalse(options.get("--json"), verb);
    }
    assertTrue(options("top").keySet().containsAll(List.of("--sort", "--name", "--trust")));
  }

  @ParameterizedTest
  @MethodSource("wrongLines")
  void shouldEndWithOneLineAndDoNothing(String line) {
    Capture capture = new Capture();
    assertEquals(ExitCodes.USAGE, run(capture, line), capture.out() + capture.err());
    boolean json = Arrays.asList(line.split(" ")).contains("--json");
    String said = json ? capture.out() : capture.err();
    assertEquals("", json ? capture.err() : capture.out());
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.startsWith(json ? "{\"error\":{\"code\":" : "evo-shm: "), said);
    assertFalse(said.contains("\tat ") || said.contains("xception"), said);
  }
}
