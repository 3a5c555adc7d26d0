// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evo.shm.contract.commands.CommandTarget;
import org.evo.shm.liaison.CommandName;
import org.evo.shm.liaison.CommandRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CommandRulesTest {

  private static final double NONE = Double.NaN;

  static Stream<CommandRequest> good() {
    return Stream.of(
        CommandRequest.emergencyStop(""),
        CommandRequest.emergencyStop("smoke, near the press"),
        CommandRequest.of(CommandName.RESET),
        CommandRequest.ofAxis(CommandName.ENABLE, 0),
        CommandRequest.ofAxis(CommandName.STOP, 3),
        CommandRequest.move(0, -1e6, NONE, NONE),
        CommandRequest.move(0, 12.5, 1e5, 1e7),
        CommandRequest.jog(1, -5),
        CommandRequest.recipeStart("demo"),
        CommandRequest.recipeStart("ü".repeat(32)),
        CommandRequest.of(CommandName.RECIPE_SKIP),
        CommandRequest.setDigital(63, true),
        CommandRequest.setAnalog(15, -10));
  }

  @ParameterizedTest
  @MethodSource("good")
  void shouldLetThroughWhatCanBeDone(CommandRequest request) {
    assertEquals(Optional.empty(), CommandRules.complaint(request, ConfigBlock.NONE));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        bad(CommandRequest.ofAxis(CommandName.ENABLE, 4), "no axis 4"),
        bad(CommandRequest.ofAxis(CommandName.STOP, -1), "no axis -1"),
        bad(CommandRequest.ofAxis(CommandName.RESET, 0), "about no axis"),
        bad(CommandRequest.move(0, NONE, NONE, NONE), "a position of NaN mm"),
        bad(CommandRequest.move(0, Double.POSITIVE_INFINITY, NONE, NONE), "a position of Infinity"),
        bad(CommandRequest.move(0, 1e6 + 1, NONE, NONE), "choose -1000000 to 1000000 mm"),
        bad(CommandRequest.move(0, 1, 0, NONE), "a velocity of 0.0"),
        bad(CommandRequest.move(0, 1, -1, NONE), "a velocity of -1.0"),
        bad(CommandRequest.move(0, 1, 1, 0), "an acceleration of 0.0"),
        bad(CommandRequest.jog(0, 0), "a velocity of 0.0"),
        bad(CommandRequest.jog(0, NONE), "a velocity of NaN"),
        bad(CommandRequest.recipeStart(" "), "the name of a recipe"),
        bad(CommandRequest.recipeStart("ü".repeat(33)), "66 bytes"),
        bad(CommandRequest.recipeStart("a\nb"), "cannot be printed"),
        bad(CommandRequest.emergencyStop("\u202e"), "cannot be printed"),
        bad(CommandRequest.emergencyStop("\ud800"), "cannot be printed"),
        bad(text(CommandName.RESET, "please"), "no text"),
        bad(CommandRequest.setDigital(64, true), "no such channel"),
        bad(args(CommandName.SET_DIGITAL, 1.5, 1), "no such channel"),
        bad(args(CommandName.SET_DIGITAL, 1, 0.5), "choose 0 or 1"),
        bad(CommandRequest.setAnalog(0, 10.5), "a voltage of 10.5 V"),
        bad(CommandRequest.setAnalog(0, NONE), "a voltage of NaN V"),
        bad(args(CommandName.RESET, 1), "1 numbers are given, it needs 0"),
        bad(args(CommandName.SET_ANALOG), "0 numbers are given, it needs 2"));
  }

  private static Arguments bad(CommandRequest request, String complaint) {
    return Arguments.of(request, complaint);
  }

  private static CommandRequest args(CommandName name, double... args) {
    List<Double> list = new ArrayList<>();
    for (double arg : args) {
      list.add(arg);
    }
    return new CommandRequest(name, CommandRequest.NO_AXIS, list, "");
  }

  private static CommandRequest text(CommandName name, String text) {
    return new CommandRequest(name, CommandRequest.NO_AXIS, List.of(), text);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void shouldSayWhatIsWrong(CommandRequest request, String complaint) {
    String said = CommandRules.complaint(request, ConfigBlock.NONE).orElseThrow();

    assertTrue(said.contains(complaint), said);
  }

  @Test
  void shouldKeepToTheLimitsThatOperatorsHaveSet() {
    List<List<Double>> axes = new ArrayList<>(ConfigBlock.NONE.axes());
    int velocity = 6;
    int positionMax = 9;
    axes.set(velocity, List.of(50.0, NONE, NONE, NONE));
    axes.set(positionMax, Collections.nCopies(4, 300.0));
    ConfigBlock config = new ConfigBlock(100, axes);

    assertTrue(CommandRules.complaint(CommandRequest.move(0, 300, 50, NONE), config).isEmpty());
    assertTrue(CommandRules.complaint(CommandRequest.move(0, 301, NONE, NONE), config).isPresent());
    assertTrue(CommandRules.complaint(CommandRequest.move(0, 1, 51, NONE), config).isPresent());
    assertTrue(CommandRules.complaint(CommandRequest.jog(0, -51), config).isPresent());
    assertTrue(CommandRules.complaint(CommandRequest.jog(1, -51), config).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveACodeAndATargetForEachName(CommandName name) {
    assertTrue(Issue.codeOf(name).target() != CommandTarget.NOBODY);
    assertEquals(Optional.of(name), CommandName.ofWord(name.word()));
  }
}
