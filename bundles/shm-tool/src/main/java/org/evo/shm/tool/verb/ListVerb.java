// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.SkippedFile;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;

/** Lists the segments of a directory, and the files that look like one but are none. */
public final class ListVerb {

  private final SegmentDiscovery discovery;
  private final SegmentAudit audit;
  private final Path directory;
  private final Output output;

  /**
   * @param discovery what to ask
   * @param audit of the same directory
   * @param directory where it looks, for people
   * @param output where the result goes
   */
  public ListVerb(SegmentDiscovery discovery, SegmentAudit audit, Path directory, Output output) {
    this.discovery = discovery;
    this.audit = audit;
    this.directory = directory;
    this.output = output;
  }

  /** A segment with what is true of it. */
  record Listed(SegmentInfo info, Condition condition) {}

  /** Runs it; returns the exit code. */
  public int run() {
    SegmentListing listing = discovery.refresh();
    List<Listed> segments =
        listing.segments().stream().map(s -> new Listed(s, Condition.look(s, audit))).toList();
    if (output.json()) {
      output.object(json -> members(json, segments, listing.skipped()));
    } else {
      output.text(ListText.of(directory, segments, listing.skipped()));
    }
    return ExitCodes.GOOD;
  }

  private void members(JsonWriter json, List<Listed> segments, List<SkippedFile> skipped)
      throws IOException {
    json.name("directory").value(directory.toString());
    json.name("segments").beginArray();
    for (Listed segment : segments) {
      json.beginObject();
      SegmentJson.members(json, segment.info(), segment.condition());
      json.endObject();
    }
    json.endArray();
    json.name("skipped").beginArray();
    for (SkippedFile file : skipped) {
      json.beginObject();
      json.name("file").value(file.file().toString());
      json.name("reason").value(file.reason());
      json.endObject();
    }
    json.endArray();
  }
}
