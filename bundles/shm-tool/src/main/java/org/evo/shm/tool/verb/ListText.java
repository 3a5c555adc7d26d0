// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SkippedFile;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Text;
import org.evo.shm.tool.verb.ListVerb.Listed;

/** A listing as a table for people, with the skipped files below. */
final class ListText {

  private ListText() {}

  static String of(Path directory, List<Listed> segments, List<SkippedFile> skipped) {
    StringBuilder text =
        new StringBuilder(
            segments.isEmpty()
                ? "no segments in " + Text.printable(directory.toString()) + "\n"
                : segments(segments));
    List<Listed> damaged =
        segments.stream().filter(s -> s.condition().damage().isPresent()).toList();
    if (!damaged.isEmpty()) {
      text.append('\n').append(damaged(damaged));
    }
    if (!skipped.isEmpty()) {
      text.append('\n').append(skipped(directory, skipped));
    }
    return text.toString();
  }

  private static String segments(List<Listed> segments) {
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
    segments.forEach(s -> segment(table, s.info(), s.condition()));
    return table.text();
  }

  private static void segment(Table table, SegmentInfo segment, Condition condition) {
    table.row(
        Text.printable(segment.name()),
        SegmentText.module(segment),
        segment.geometry().layout().name().toLowerCase(Locale.ROOT),
        Quantities.bytes(segment.geometry().sizeBytes()),
        Integer.toString(segment.geometry().slots()),
        Long.toString(segment.activity().version()),
        condition.kind().name(),
        condition.writer(segment),
        Integer.toString(segment.activity().readers()),
        Quantities.time(segment.activity().ageNs()));
  }

  private static String damaged(List<Listed> segments) {
    Table table = new Table(Align.LEFT, Align.LEFT);
    table.row("DAMAGED", "REASON (./evo-shm validate has the remedy)");
    for (Listed segment : segments) {
      String reason = segment.condition().damage().orElse("");
      table.row(Text.printable(segment.info().name()), Text.printable(reason));
    }
    return table.text();
  }

  private static String skipped(Path directory, List<SkippedFile> files) {
    Table table = new Table(Align.LEFT, Align.LEFT);
    table.row("SKIPPED", "REASON");
    for (SkippedFile file : files) {
      table.row(FindingsText.file(directory, file.file()), Text.printable(file.reason()));
    }
    return table.text();
  }
}
