// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.SkippedFile;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;

/** Lists the segments of a directory, and the files that look like one but are none. */
public final class ListVerb {

  private final SegmentDiscovery discovery;
  private final Path directory;
  private final Output output;

  /**
   * @param discovery what to ask
   * @param directory where it looks, for people
   * @param output where the result goes
   */
  public ListVerb(SegmentDiscovery discovery, Path directory, Output output) {
    this.discovery = discovery;
    this.directory = directory;
    this.output = output;
  }

  /** Runs it; returns the exit code. */
  public int run() {
    SegmentListing listing = discovery.refresh();
    if (output.json()) {
      output.object(json -> members(json, listing));
    } else {
      output.text(ListText.of(directory, listing));
    }
    return ExitCodes.GOOD;
  }

  private void members(JsonWriter json, SegmentListing listing) throws IOException {
    json.name("directory").value(directory.toString());
    json.name("segments").beginArray();
    for (SegmentInfo segment : listing.segments()) {
      json.beginObject();
      SegmentJson.members(json, segment);
      json.endObject();
    }
    json.endArray();
    json.name("skipped").beginArray();
    for (SkippedFile file : listing.skipped()) {
      json.beginObject();
      json.name("file").value(file.file().toString());
      json.name("reason").value(file.reason());
      json.endObject();
    }
    json.endArray();
  }
}
