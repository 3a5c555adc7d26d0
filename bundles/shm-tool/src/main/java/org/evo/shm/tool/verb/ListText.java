// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.nio.file.Path;
import java.util.Locale;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.SkippedFile;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Text;

/** A listing as a table for people, with the skipped files below. */
final class ListText {

  private ListText() {}

  static String of(Path directory, SegmentListing listing) {
    String segments =
        listing.segments().isEmpty()
            ? "no segments in " + Text.printable(directory.toString()) + "\n"
            : segments(listing);
    return listing.skipped().isEmpty() ? segments : segments + "\n" + skipped(listing);
  }

  private static String segments(SegmentListing listing) {
    Table table =
        new Table(
            Align.LEFT,
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT);
    table.row(
        "NAME", "MODULE", "LAYOUT", "SIZE", "SLOTS", "VERSION", "STATE", "WRITER", "READERS",
        "AGE");
    listing.segments().forEach(s -> segment(table, s));
    return table.text();
  }

  private static void segment(Table table, SegmentInfo segment) {
    table.row(
        Text.printable(segment.name()),
        SegmentText.module(segment),
        segment.geometry().layout().name().toLowerCase(Locale.ROOT),
        Quantities.bytes(segment.geometry().sizeBytes()),
        Integer.toString(segment.geometry().slots()),
        Long.toString(segment.activity().version()),
        segment.state().name(),
        SegmentText.writer(segment.state(), segment.owner().liveness()),
        Integer.toString(segment.activity().readers()),
        Quantities.time(segment.activity().ageNs()));
  }

  private static String skipped(SegmentListing listing) {
    Table table = new Table(Align.LEFT, Align.LEFT);
    table.row("SKIPPED", "REASON");
    for (SkippedFile file : listing.skipped()) {
      table.row(Text.printable(file.file().toString()), Text.printable(file.reason()));
    }
    return table.text();
  }
}
