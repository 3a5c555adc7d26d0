// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.evo.shm.NameGlob;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.tool.console.Cancellation;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Frames;
import org.evo.shm.tool.console.Output;

/** Shows all segments of a directory again and again: who writes and reads them, and how fast. */
public final class TopVerb {

  /**
   * What is wanted.
   *
   * @param names which segments
   * @param sort in which order
   * @param periodNs from one look to the next
   * @param count of looks, at most
   * @param durationNs how long, at most
   */
  public record Wish(NameGlob names, TopSort sort, long periodNs, long count, long durationNs) {}

  private final SegmentDiscovery discovery;
  private final SegmentAudit audit;
  private final Path directory;
  private final Output output;
  private final LongSupplier nanoClock;
  private final Cancellation cancellation;

  /**
   * @param discovery what to ask
   * @param audit of the same directory
   * @param directory where it looks, for people
   * @param output where the looks go
   * @param nanoClock as {@link System#nanoTime()}
   * @param cancellation ends it
   */
  public TopVerb(
      SegmentDiscovery discovery,
      SegmentAudit audit,
      Path directory,
      Output output,
      LongSupplier nanoClock,
      Cancellation cancellation) {
    this.discovery = discovery;
    this.audit = audit;
    this.directory = directory;
    this.output = output;
    this.nanoClock = nanoClock;
    this.cancellation = cancellation;
  }

  /** Looks until it is cancelled, or what was wished is done; returns the exit code. */
  public int run(Wish wish) {
    Pacer pacer = new Pacer(nanoClock, cancellation, wish.periodNs(), wish.durationNs());
    CommitRates rates = new CommitRates();
    Frames frames = new Frames(output);
    for (long n = 0; n < wish.count() && pacer.next(); n++) {
      List<SegmentInfo> segments =
          discovery.refresh().segments().stream()
              .filter(s -> wish.names().matches(s.name()))
              .toList();
      List<TopRow> rows = rates.take(segments, nanoClock.getAsLong());
      show(rows.stream().sorted(wish.sort().order()).toList(), frames);
    }
    return ExitCodes.GOOD;
  }

  private void show(List<TopRow> rows, Frames frames) {
    if (output.json()) {
      output.object(json -> members(json, rows));
    } else {
      frames.show(TopText.of(directory, rows, audit));
    }
  }

  private void members(JsonWriter json, List<TopRow> rows) throws IOException {
    json.name("directory").value(directory.toString());
    json.name("segments").beginArray();
    for (TopRow row : rows) {
      json.beginObject();
      row(json, row);
      json.endObject();
    }
    json.endArray();
  }

  private void row(JsonWriter json, TopRow row) throws IOException {
    SegmentInfo segment = row.info();
    json.name("name").value(segment.name());
    json.name("module").value(segment.module().isEmpty() ? null : segment.module());
    json.name("state").value(segment.state().name());
    SegmentJson.writerAlive(json, segment.owner().liveness());
    json.name("pid").value(segment.owner().pid());
    json.name("version").value(segment.activity().version());
    SegmentJson.age(json, row.ageNs());
    json.name("rate").value(row.rate().orElse(null));
    json.name("readers").value(row.readers());
    Condition.glance(segment, audit).member(json);
    json.name("size").value(segment.geometry().sizeBytes());
    json.name("fileBytes").value(segment.geometry().fileBytes());
  }
}
