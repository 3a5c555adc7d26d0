// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.evo.shm.SegmentInfo;

/** The summary as members of one JSON object. */
final class SummaryJson {

  private SummaryJson() {}

  static void members(JsonWriter json, RunSummary run) throws IOException {
    json.name("instance").value(run.options().instance());
    json.name("pid").value(run.pid());
    json.name("directory").value(run.options().directory().toString());
    json.name("conf").value(run.options().conf().toString());
    json.name("state").value(run.state().root().toString());
    json.name("log").value(run.state().logFile().toString());
    json.name("console").value(run.state().consoleFile().toString());
    json.name("modules").beginArray();
    for (ModuleReport module : run.modules()) {
      module(json, module);
    }
    json.endArray();
  }

  private static void module(JsonWriter json, ModuleReport module) throws IOException {
    json.beginObject();
    json.name("name").value(module.name());
    json.name("state").value(module.state());
    json.name("text").value(module.text());
    json.name("segments").beginArray();
    for (SegmentInfo segment : module.segments()) {
      segment(json, segment);
    }
    json.endArray();
    json.endObject();
  }

  private static void segment(JsonWriter json, SegmentInfo segment) throws IOException {
    json.beginObject();
    json.name("name").value(segment.name());
    json.name("file").value(segment.file().toString());
    json.name("sizeBytes").value(segment.geometry().sizeBytes());
    json.name("slots").value(segment.geometry().slots());
    json.name("version").value(segment.activity().version());
    json.endObject();
  }
}
