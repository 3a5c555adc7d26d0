// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Text;

/** The state of the system for people. */
final class StatusText {

  private StatusText() {}

  static String of(JsonObject status) {
    return Text.printable(stop(status)) + "\n" + segments(status) + axes(status) + recipe(status);
  }

  private static String stop(JsonObject status) {
    JsonObject asked = status.getAsJsonObject("emergency_stop");
    JsonObject latched = status.getAsJsonObject("control");
    boolean active =
        asked != null && asked.get("active").getAsBoolean()
            || latched != null && latched.get("emergency_stop").getAsBoolean();
    String outputs =
        status.has("outputs_safe_reason")
            ? "outputs safe: " + word(status.get("outputs_safe_reason"))
            : "outputs unknown";
    return (active ? "EMERGENCY STOP" : "no emergency stop") + ", " + outputs;
  }

  private static String segments(JsonObject status) {
    Table table =
        new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT);
    table.row("MODULE", "STATE", "FAULT", "SEGMENT", "AGE", "");
    for (JsonElement each : status.getAsJsonArray("segments")) {
      JsonObject segment = each.getAsJsonObject();
      String module = segment.get("module").getAsString();
      boolean absent = !segment.has("state");
      if (absent && !KnownModule.names().contains(module)) {
        // Nobody here could start it.
        continue;
      }
      table.row(
          module,
          absent ? "-" : segment.get("state").getAsString(),
          absent ? "-" : word(segment.get("fault")),
          segment.get("name").getAsString(),
          absent ? "-" : number(segment.get("age_ms"), "%.0f") + " ms",
          segment.get("freshness").getAsString().toLowerCase(Locale.ROOT));
    }
    return "\n" + table.text();
  }

  private static String axes(JsonObject status) {
    if (!status.has("axes")) {
      return "";
    }
    Table table =
        new Table(Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT);
    table.row("AXIS", "MODE", "FAULT", "HOMED", "POSITION", "VELOCITY");
    for (JsonElement each : status.getAsJsonArray("axes")) {
      JsonObject axis = each.getAsJsonObject();
      table.row(
          axis.get("axis").getAsString(),
          axis.get("mode").getAsString(),
          word(axis.get("fault")),
          axis.get("homed").getAsBoolean() ? "yes" : "no",
          number(axis.get("position_mm"), "%.3f") + " mm",
          number(axis.get("velocity_mm_per_s"), "%.1f") + " mm/s");
    }
    return "\n" + table.text();
  }

  private static String recipe(JsonObject status) {
    if (!status.has("recipe")) {
      return "";
    }
    JsonObject recipe = status.getAsJsonObject("recipe");
    String name = recipe.get("name").getAsString();
    String error = recipe.get("error").getAsString();
    String path = recipe.get("step_path").getAsString();
    return Text.printable(
            "recipe "
                + (name.isEmpty() ? "" : name + " ")
                + recipe.get("state").getAsString()
                + (name.isEmpty()
                    ? ""
                    : ", "
                        + number(recipe.get("progress_percent"), "%.0f")
                        + " %"
                        + (path.isEmpty() ? "" : ", at " + path))
                + (error.isEmpty() ? "" : ": " + error))
        .transform(line -> "\n" + line + "\n");
  }

  private static String word(JsonElement code) {
    return code.getAsString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String number(JsonElement value, String format) {
    return value.isJsonNull() ? "-" : String.format(Locale.ROOT, format, value.getAsDouble());
  }
}
