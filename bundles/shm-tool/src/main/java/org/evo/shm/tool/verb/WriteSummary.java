// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.evo.shm.tool.console.Output;

/**
 * What a run of {@code write} did.
 *
 * @param segment which
 * @param writes committed values
 * @param elapsedNs how long it took
 * @param lastVersion of the last committed value
 * @param republished how often the segment was lost and published again
 * @param refused writes that found it lost
 * @param lost whether it was in the end
 */
record WriteSummary(
    String segment,
    long writes,
    long elapsedNs,
    long lastVersion,
    int republished,
    long refused,
    boolean lost) {

  void print(Output output) {
    if (output.json()) {
      output.object(this::members);
    } else {
      output.text(line() + "\n");
    }
  }

  private void members(JsonWriter json) throws IOException {
    json.name("name").value(segment);
    json.name("writes").value(writes);
    json.name("seconds").value(Rates.seconds(elapsedNs));
    json.name("rate").value(Rates.perSecond(writes, elapsedNs));
    json.name("lastVersion").value(lastVersion);
    json.name("republished").value(republished);
    json.name("refused").value(refused);
    json.name("lost").value(lost);
  }

  String line() {
    return segment
        + ": "
        + writes
        + " writes in "
        + Rates.seconds(elapsedNs)
        + " s, "
        + Rates.perSecond(writes, elapsedNs)
        + " a second, last version "
        + lastVersion
        + losses();
  }

  private String losses() {
    if (republished == 0 && refused == 0) {
      return "";
    }
    return "; published again "
        + republished
        + (republished == 1 ? " time, " : " times, ")
        + refused
        + (refused == 1 ? " write" : " writes")
        + " refused meanwhile"
        + (lost ? "; lost in the end" : "");
  }
}
