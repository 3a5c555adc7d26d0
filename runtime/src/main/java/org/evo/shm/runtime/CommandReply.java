// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.Map;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.console.Text;

/** What came back from an instance. */
record CommandReply(JsonObject answer) {

  /**
   * Takes a line apart.
   *
   * @throws CommandFailedException when it is none that an instance sends
   */
  static CommandReply of(String line) throws CommandFailedException {
    try {
      JsonElement answer = JsonParser.parseString(line);
      if (answer.isJsonObject() && answer.getAsJsonObject().has("accepted")) {
        return new CommandReply(answer.getAsJsonObject());
      }
    } catch (JsonParseException e) {
      throw CommandFailedException.noAnswer("", "what came back is no answer: " + line, e);
    }
    throw CommandFailedException.noAnswer("", "what came back is no answer: " + line, null);
  }

  boolean isAccepted() {
    return answer.get("accepted").getAsBoolean();
  }

  /** Prints it: one line for people, or the state in tables. */
  void print(Output output) {
    if (output.json()) {
      output.object(
          json -> {
            for (Map.Entry<String, JsonElement> member : answer.entrySet()) {
              json.name(member.getKey()).jsonValue(member.getValue().toString());
            }
          });
    } else if (answer.has("segments")) {
      output.text(StatusText.of(answer));
    } else if (isAccepted()) {
      output.text(line() + "\n");
    } else {
      output.note(line());
    }
  }

  private String line() {
    StringBuilder line = new StringBuilder(text("command"));
    line.append(line.isEmpty() ? "" : ": ");
    line.append(text("result").toLowerCase(Locale.ROOT).replace('_', ' '));
    if (!text("modules").isEmpty()) {
      line.append(isAccepted() ? " by " : ", for ").append(text("modules"));
    }
    if (!text("reason").isEmpty()) {
      line.append(": ").append(text("reason"));
    }
    if (answer.has("sequence") && answer.get("sequence").getAsLong() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              " (command %d, %.1f ms)",
              answer.get("sequence").getAsLong(),
              answer.get("elapsed_ms").getAsDouble()));
    }
    return Text.printable(line.toString());
  }

  private String text(String member) {
    return answer.has(member) ? answer.get(member).getAsString() : "";
  }
}
