// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.evo.shm.liaison.CommandAnswer;
import org.evo.shm.liaison.CommandOutcome;

/** Answers as lines. */
final class AnswerLine {

  private static final double NS_PER_MS = 1e6;

  /** Writes the members of an object. */
  @FunctionalInterface
  interface Members {
    void write(JsonWriter json) throws IOException;
  }

  private AnswerLine() {}

  /** The answer to a command. */
  static String of(CommandAnswer answer) {
    return object(
        json -> {
          json.name("command").value(answer.command().word());
          json.name("accepted").value(answer.outcome().isGood());
          json.name("result").value(answer.outcome().name());
          json.name("sequence").value(answer.sequence());
          json.name("modules").value(answer.modules());
          json.name("reason").value(answer.reason());
          json.name("elapsed_ms").value(answer.elapsedNs() / NS_PER_MS);
        });
  }

  /** The answer to a line that was not understood. */
  static String refused(String reason) {
    return object(
        json -> {
          json.name("accepted").value(false);
          json.name("result").value(CommandOutcome.INVALID.name());
          json.name("reason").value(reason);
        });
  }

  /** One object on one line. */
  static String object(Members members) {
    StringWriter line = new StringWriter();
    try {
      JsonWriter json = new JsonWriter(line);
      json.beginObject();
      members.write(json);
      json.endObject();
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return line.toString();
  }
}
