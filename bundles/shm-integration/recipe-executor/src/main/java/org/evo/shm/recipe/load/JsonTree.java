// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON as RFC 8259 has it, and remembers where everything is. */
final class JsonTree {

  /** Objects and arrays inside each other. */
  static final int MAX_DEPTH = 64;

  private static final String ADVICE = "Use JsonReader.setStrictness";

  private final Problems problems;
  private final JsonReader reader;
  private final JsonCursor cursor;

  private JsonTree(String text, Problems problems) {
    this.problems = problems;
    this.reader = new JsonReader(new StringReader(text));
    this.cursor = new JsonCursor(reader);
    reader.setStrictness(Strictness.STRICT);
  }

  /** The value of {@code text}; empty when it is no JSON, which is then among the problems. */
  static Optional<JsonNode> read(String text, Problems problems) {
    JsonTree tree = new JsonTree(text, problems);
    try {
      JsonNode root = tree.value(Place.START, 0);
      if (tree.reader.peek() != JsonToken.END_DOCUMENT) {
        problems.add(tree.cursor.here(Place.START), "there is something behind the end");
        return Optional.empty();
      }
      return Optional.of(root);
    } catch (TooDeepException e) {
      problems.add(e.place, "more than " + MAX_DEPTH + " levels of objects and arrays");
    } catch (IOException e) {
      problems.add(tree.cursor.here(Place.START), "no JSON: " + reason(e));
    }
    return Optional.empty();
  }

  /** The parser's reasons end with a position, and some are advice to programmers. */
  private static String reason(IOException e) {
    String text = String.valueOf(e.getMessage());
    int end = text.indexOf(" at line ");
    String reason = end < 0 ? text : text.substring(0, end);
    return reason.startsWith(ADVICE) ? "not well-formed here" : reason;
  }

  private JsonNode value(Place of, int depth) throws IOException {
    Place place = cursor.next(of);
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> table(place, deeper(place, depth));
      case BEGIN_ARRAY -> items(place, deeper(place, depth));
      case STRING -> new JsonNode.Text(place, reader.nextString());
      case NUMBER -> number(place);
      case BOOLEAN -> truth(place);
      default -> nothing(place);
    };
  }

  private static int deeper(Place place, int depth) throws TooDeepException {
    if (depth == MAX_DEPTH) {
      throw new TooDeepException(place);
    }
    return depth + 1;
  }

  private JsonNode table(Place place, int depth) throws IOException {
    Map<String, JsonNode.Member> members = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      Place start = cursor.next(place);
      String key = reader.nextName();
      Place keyPlace = place.member(key, start.line(), start.column());
      JsonNode value = value(keyPlace, depth);
      if (members.putIfAbsent(key, new JsonNode.Member(keyPlace, value)) != null) {
        problems.add(keyPlace, "'" + Place.printable(key) + "' is here twice");
      }
    }
    reader.endObject();
    return new JsonNode.Table(place, members);
  }

  private JsonNode items(Place place, int depth) throws IOException {
    List<JsonNode> elements = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      elements.add(value(place.element(elements.size()), depth));
    }
    reader.endArray();
    return new JsonNode.Items(place, elements);
  }

  private JsonNode number(Place of) throws IOException {
    String text = reader.nextString();
    return new JsonNode.Number(before(of, text.length()), text);
  }

  private JsonNode truth(Place of) throws IOException {
    boolean value = reader.nextBoolean();
    return new JsonNode.Truth(before(of, Boolean.toString(value).length()), value);
  }

  private JsonNode nothing(Place of) throws IOException {
    reader.nextNull();
    return new JsonNode.Nothing(before(of, "null".length()));
  }

  /** The place of a word or number that has just been read: such cannot be broken over lines. */
  private Place before(Place of, int length) {
    Place behind = cursor.here(of);
    return behind.at(behind.line(), behind.column() - length);
  }

  private static final class TooDeepException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;

    private TooDeepException(Place place) {
      this.place = place;
    }
  }
}
