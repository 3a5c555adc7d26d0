// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;

/** Removes abandoned segments in one pass, and says what it left and why. */
public final class CleanupVerb {

  private final SegmentCleaner cleaner;
  private final SegmentDiscovery discovery;
  private final Path directory;
  private final Output output;

  /**
   * @param cleaner what to ask
   * @param discovery of the same directory
   * @param directory where it cleans, for people
   * @param output where the result goes
   */
  public CleanupVerb(
      SegmentCleaner cleaner, SegmentDiscovery discovery, Path directory, Output output) {
    this.cleaner = cleaner;
    this.discovery = discovery;
    this.directory = directory;
    this.output = output;
  }

  /** Runs it; returns the exit code: a problem when not everything could be looked at. */
  public int run(CleanupRequest request) {
    CleanupScene before = CleanupScene.of(request, discovery.refresh());
    CleanupReport report = cleaner.clean(request);
    if (output.json()) {
      output.object(json -> members(json, before, report));
    } else {
      output.text(CleanupText.of(directory, before, report));
    }
    return report.complete() ? ExitCodes.GOOD : ExitCodes.PROBLEM;
  }

  private void members(JsonWriter json, CleanupScene before, CleanupReport report)
      throws IOException {
    json.name("directory").value(directory.toString());
    json.name("dryRun").value(before.request().dryRun());
    json.name("segments").value(before.readers().size());
    json.name("removed").beginArray();
    for (String name : report.removed()) {
      json.value(name);
    }
    json.endArray();
    json.name("kept").beginArray();
    for (CleanupReport.Kept kept : report.kept()) {
      json.beginObject();
      json.name("name").value(kept.name().isEmpty() ? null : kept.name());
      json.name("file").value(kept.file().toString());
      json.name("reason").value(kept.reason());
      json.endObject();
    }
    json.endArray();
    json.name("filesRemoved").value(report.filesRemoved());
    json.name("bytesFreed").value(report.bytesFreed());
    json.name("readersCutOff").value(before.readersOf(report.removed()));
    json.name("complete").value(report.complete());
  }
}
