// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.liaison.CommandName;
import org.evo.shm.liaison.CommandRequest;

/**
 * A line of a client, taken apart: one object of names and plain values, of which every one has to
 * be known.
 */
final class RequestLine {

  /** The command that is answered here and not sent to anybody. */
  static final String STATUS = "status";

  private static final int MAX_MEMBERS = 8;

  private final Map<String, Object> members;

  private RequestLine(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Takes a line apart.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static RequestLine of(String line) {
    try (JsonReader json = new JsonReader(new StringReader(line))) {
      RequestLine request = new RequestLine(members(json));
      // Fails when there is more.
      json.peek();
      return request;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new IllegalArgumentException("the line is no JSON object of plain values", e);
    }
  }

  private static Map<String, Object> members(JsonReader json) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (members.put(name, value(json)) != null || members.size() > MAX_MEMBERS) {
        throw new IllegalArgumentException("'" + name + "' is there twice, or one too many");
      }
    }
    json.endObject();
    return members;
  }

  private static Object value(JsonReader json) throws IOException {
    return switch (json.peek()) {
      case STRING -> json.nextString();
      case NUMBER -> json.nextDouble();
      case BOOLEAN -> json.nextBoolean() ? 1.0 : 0.0;
      default -> throw new IllegalArgumentException("a value is neither text nor number");
    };
  }

  /**
   * What is asked for.
   *
   * @return empty for the state of the system
   * @throws IllegalArgumentException with what is wrong with it
   */
  Optional<CommandRequest> request() {
    String word = text("command", true);
    Optional<CommandRequest> request =
        word.equals(STATUS)
            ? Optional.empty()
            : Optional.of(
                request(
                    CommandName.ofWord(word)
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "there is no command '" + word + "'"))));
    if (!members.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + members.keySet().iterator().next() + "' is not a part of " + word);
    }
    return request;
  }

  private CommandRequest request(CommandName name) {
    return switch (name) {
      case ESTOP -> CommandRequest.emergencyStop(text("reason", false));
      case ENABLE, DISABLE, HOME, STOP -> CommandRequest.ofAxis(name, whole("axis"));
      case MOVE ->
          CommandRequest.move(
              whole("axis"),
              number("position_mm"),
              numberOrNothing("velocity_mm_per_s"),
              numberOrNothing("acceleration_mm_per_s2"));
      case JOG -> CommandRequest.jog(whole("axis"), number("velocity_mm_per_s"));
      case RECIPE_START -> CommandRequest.recipeStart(text("name", true));
      case SET_DIGITAL, SET_ANALOG -> {
        String value = name == CommandName.SET_DIGITAL ? "value" : "value_v";
        List<Double> args = new ArrayList<>(List.of(number("channel"), number(value)));
        yield new CommandRequest(name, CommandRequest.NO_AXIS, args, "");
      }
      default -> CommandRequest.of(name);
    };
  }

  private String text(String name, boolean needed) {
    Object value = members.remove(name);
    if (value == null && !needed) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("'" + name + "' has to be there, and to be text");
  }

  private int whole(String name) {
    double value = number(name);
    if (value != Math.rint(value) || Math.abs(value) > Short.MAX_VALUE) {
      throw new IllegalArgumentException("'" + name + "' has to be a whole number");
    }
    return (int) value;
  }

  private double number(String name) {
    if (members.remove(name) instanceof Double value && Double.isFinite(value)) {
      return value;
    }
    throw new IllegalArgumentException("'" + name + "' has to be there, and to be a number");
  }

  private double numberOrNothing(String name) {
    return members.containsKey(name) ? number(name) : Double.NaN;
  }
}
