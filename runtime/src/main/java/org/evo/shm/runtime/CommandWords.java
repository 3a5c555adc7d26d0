// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code command} can send: the words on the command line, and the members of the line that is
 * sent. What else is wrong with the values, whoever receives them says.
 *
 * @param word the command
 * @param description for the help
 * @param positions its arguments, in order
 * @param options its options
 */
record CommandWords(
    String word, String description, List<Argument> positions, List<Argument> options) {

  /**
   * An argument of a command.
   *
   * @param member its name in the line that is sent
   * @param label its name on the command line; with leading dashes for an option
   * @param isNumber whether it is a number
   * @param description for the help
   */
  record Argument(String member, String label, boolean isNumber, String description) {

    PositionalParamSpec position(int index) {
      return PositionalParamSpec.builder()
          .index(Integer.toString(index))
          .arity("1")
          .required(true)
          .paramLabel(label)
          .hideParamSyntax(true)
          .type(isNumber ? Double.class : String.class)
          .converters((ITypeConverter<Object>) this::convert)
          .description(description)
          .build();
    }

    OptionSpec option() {
      return OptionSpec.builder(label)
          .paramLabel(isNumber ? "N" : "TEXT")
          .type(isNumber ? Double.class : String.class)
          .converters((ITypeConverter<Object>) this::convert)
          .description(description)
          .build();
    }

    private Object convert(String given) {
      if (!isNumber) {
        return given;
      }
      try {
        double value = Double.parseDouble(given);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + given + "' is no number");
      }
      throw new TypeConversionException("'" + given + "' is no number");
    }
  }

  /** An argument as it was given. */
  record Given(Argument argument, ArgSpec spec) {}

  private static final Argument AXIS = new Argument("axis", "AXIS", true, "The axis, 0 to 3.");
  private static final Argument CHANNEL =
      new Argument("channel", "CHANNEL", true, "The channel, from 0.");

  /** Shows the state of the system. */
  static final String STATUS = "status";

  /** All there are. */
  static final List<CommandWords> ALL =
      List.of(
          new CommandWords(
              STATUS, "Show how the modules, the axes and the recipe are.", List.of(), List.of()),
          new CommandWords(
              "estop",
              "Stop everything, at once, and keep it stopped until a reset.",
              List.of(),
              List.of(new Argument("reason", "--reason", false, "Why, for people."))),
          bare("reset", "Acknowledge faults and the emergency stop."),
          axis("enable", "Enable the drive of an axis and hold it."),
          axis("disable", "Disable the drive of an axis."),
          axis("home", "Look for the zero of an axis."),
          new CommandWords(
              "move",
              "Move an axis to a position.",
              List.of(AXIS, new Argument("position_mm", "POSITION", true, "Where to, in mm.")),
              List.of(
                  new Argument(
                      "velocity_mm_per_s", "--velocity", true, "At most so fast, in mm/s."),
                  new Argument(
                      "acceleration_mm_per_s2",
                      "--acceleration",
                      true,
                      "At most so steep, in mm/s2."))),
          new CommandWords(
              "jog",
              "Move an axis at a velocity until 'stop'.",
              List.of(
                  AXIS,
                  new Argument(
                      "velocity_mm_per_s", "VELOCITY", true, "In mm/s, negative: backwards.")),
              List.of()),
          axis("stop", "Brake an axis and hold it."),
          new CommandWords(
              "recipe-start",
              "Start a recipe.",
              List.of(new Argument("name", "NAME", false, "Its name.")),
              List.of()),
          bare("recipe-pause", "Pause the recipe."),
          bare("recipe-resume", "Go on with the recipe."),
          bare("recipe-stop", "Bring the recipe to an orderly stop."),
          bare("recipe-abort", "Break the recipe off."),
          bare("recipe-skip", "Leave the step of the recipe out."),
          bare("recipe-retry", "Try the failed step of the recipe again."),
          new CommandWords(
              "set-digital",
              "Set a digital output.",
              List.of(CHANNEL, new Argument("value", "VALUE", true, "0 or 1.")),
              List.of()),
          new CommandWords(
              "set-analog",
              "Set an analog output.",
              List.of(CHANNEL, new Argument("value_v", "VOLTS", true, "-10 to 10 V.")),
              List.of()));

  CommandWords {
    positions = List.copyOf(positions);
    options = List.copyOf(options);
  }

  private static CommandWords bare(String word, String description) {
    return new CommandWords(word, description, List.of(), List.of());
  }

  private static CommandWords axis(String word, String description) {
    return new CommandWords(word, description, List.of(AXIS), List.of());
  }
}
