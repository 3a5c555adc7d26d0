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
 */
record WriteSummary(String segment, long writes, long elapsedNs, long lastVersion) {

  void print(Output output) {
    if (output.json()) {
      output.object(this::members);
    } else {
      output.text(text());
    }
  }

  private void members(JsonWriter json) throws IOException {
    json.name("name").value(segment);
    json.name("writes").value(writes);
    json.name("seconds").value(Rates.seconds(elapsedNs));
    json.name("rate").value(Rates.perSecond(writes, elapsedNs));
    json.name("lastVersion").value(lastVersion);
  }

  private String text() {
    return segment
        + ": "
        + writes
        + " writes in "
        + Rates.seconds(elapsedNs)
        + " s, "
        + Rates.perSecond(writes, elapsedNs)
        + " a second, last version "
        + lastVersion
        + "\n";
  }
}
