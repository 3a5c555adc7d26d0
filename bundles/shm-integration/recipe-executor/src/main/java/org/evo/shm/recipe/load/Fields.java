// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of one object. What is missing or wrong goes to the problems, and a harmless value
 * takes its place, so that the rest is looked at too: nothing is run while there are problems.
 */
final class Fields {

  private final JsonNode.Table table;
  private final Problems problems;
  private final Set<String> known = new HashSet<>();

  Fields(JsonNode.Table table, Problems problems) {
    this.table = table;
    this.problems = problems;
  }

  Place place() {
    return table.place();
  }

  boolean has(String key) {
    return table.members().containsKey(key);
  }

  /** The value, if the member is there. */
  Optional<JsonNode> optional(String key) {
    known.add(key);
    return Optional.ofNullable(table.members().get(key)).map(JsonNode.Member::value);
  }

  /** The value; a missing one is a problem. */
  Optional<JsonNode> required(String key) {
    Optional<JsonNode> value = optional(key);
    if (value.isEmpty()) {
      problems.add(table.place(), "'" + key + "' is missing");
    }
    return value;
  }

  /** A text that must be there, "" when it is not. */
  String text(String key) {
    return required(key).map(node -> text(key, node)).orElse("");
  }

  private String text(String key, JsonNode node) {
    if (node instanceof JsonNode.Text text) {
      return text.value();
    }
    problems.add(node.place(), "'" + key + "' is a text, not " + node.what());
    return "";
  }

  /** A description or the like, which has no meaning for the machine. */
  void remark(String key) {
    optional(key).ifPresent(node -> text(key, node));
  }

  /** A truth value that may be left out. */
  boolean truth(String key, boolean otherwise) {
    Optional<JsonNode> node = optional(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    if (node.get() instanceof JsonNode.Truth truth) {
      return truth.value();
    }
    problems.add(node.get().place(), "'" + key + "' is true or false, not " + node.get().what());
    return otherwise;
  }

  /** A number that must be there. */
  double number(String key, double least, double most) {
    return required(key).map(node -> number(key, node, least, most)).orElse(least);
  }

  private double number(String key, JsonNode node, double least, double most) {
    if (!(node instanceof JsonNode.Number number)) {
      problems.add(node.place(), "'" + key + "' is a number, not " + node.what());
      return least;
    }
    if (number.value() >= least && number.value() <= most) {
      return number.value();
    }
    problems.add(
        node.place(),
        "'"
            + key
            + "' cannot be "
            + number.what()
            + ", choose "
            + plain(least)
            + " to "
            + plain(most));
    return least;
  }

  /** A whole number that must be there. */
  long whole(String key, long least, long most) {
    double value = number(key, least, most);
    if (value != Math.rint(value)) {
      problems.add(table.members().get(key).value().place(), "'" + key + "' is a whole number");
    }
    return (long) value;
  }

  /** The elements of an array that must be there and not be empty. */
  List<JsonNode> items(String key) {
    Optional<JsonNode> node = required(key);
    return node.isEmpty() ? List.of() : items(key, node.get());
  }

  /** The elements of an array that must not be empty. */
  List<JsonNode> items(String key, JsonNode node) {
    if (!(node instanceof JsonNode.Items items)) {
      problems.add(node.place(), "'" + key + "' is an array, not " + node.what());
      return List.of();
    }
    if (items.elements().isEmpty()) {
      problems.add(node.place(), "'" + key + "' is empty");
    }
    return items.elements();
  }

  /** Whatever has not been asked for is a problem. */
  void nothingElse() {
    table
        .members()
        .forEach(
            (key, member) -> {
              if (!known.contains(key)) {
                problems.add(member.place(), "there is no '" + Place.printable(key) + "' here");
              }
            });
  }

  /** Without a fraction that says nothing. */
  static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
