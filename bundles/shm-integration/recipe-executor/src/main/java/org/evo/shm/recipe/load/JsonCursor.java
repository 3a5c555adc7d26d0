// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a reader in its text. It says so only in its description, whose form a test holds
 * fast.
 */
final class JsonCursor {

  private static final Pattern POSITION = Pattern.compile(" at line (\\d+) column (\\d+) path ");

  private final JsonReader reader;

  JsonCursor(JsonReader reader) {
    this.reader = reader;
  }

  /** Where the reader stands. */
  Place here(Place of) {
    Matcher position = POSITION.matcher(reader.toString());
    return position.find()
        ? of.at(Integer.parseInt(position.group(1)), Integer.parseInt(position.group(2)))
        : of;
  }

  /**
   * Where the text, the key, the object or the array begins that comes next: having looked at it,
   * the reader stands behind its first sign.
   */
  Place next(Place of) throws IOException {
    reader.peek();
    Place behind = here(of);
    return of.at(behind.line(), Math.max(1, behind.column() - 1));
  }
}
