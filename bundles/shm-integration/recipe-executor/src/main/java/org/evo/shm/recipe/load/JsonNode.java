// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.List;
import java.util.Map;

/** A value of a JSON file that knows where it is. */
sealed interface JsonNode {

  Place place();

  /** What it is, for people. */
  String what();

  /**
   * A member of an object.
   *
   * @param place where its key is
   * @param value its value
   */
  record Member(Place place, JsonNode value) {}

  /** An object; members in the order of the file. */
  record Table(Place place, Map<String, Member> members) implements JsonNode {
    @Override
    public String what() {
      return "an object";
    }
  }

  /** An array. */
  record Items(Place place, List<JsonNode> elements) implements JsonNode {
    @Override
    public String what() {
      return "an array";
    }
  }

  /** A string. */
  record Text(Place place, String value) implements JsonNode {
    @Override
    public String what() {
      return "the text '" + Place.printable(value) + "'";
    }
  }

  /** A number, which may be too large. */
  record Number(Place place, String text) implements JsonNode {

    /** Infinite when it is too large. */
    double value() {
      return Double.parseDouble(text);
    }

    @Override
    public String what() {
      return Place.printable(text);
    }
  }

  /** {@code true} or {@code false}. */
  record Truth(Place place, boolean value) implements JsonNode {
    @Override
    public String what() {
      return Boolean.toString(value);
    }
  }

  /** {@code null}. */
  record Nothing(Place place) implements JsonNode {
    @Override
    public String what() {
      return "null";
    }
  }
}
