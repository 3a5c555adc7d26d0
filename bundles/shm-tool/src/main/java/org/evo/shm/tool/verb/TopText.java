// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Text;

/** A look of {@code top} as a table for people. */
final class TopText {

  private TopText() {}

  static String of(Path directory, List<TopRow> rows, SegmentAudit audit) {
    long alive = rows.stream().filter(r -> r.info().owner().liveness() == Liveness.ALIVE).count();
    String head =
        rows.size()
            + (rows.size() == 1 ? " segment" : " segments")
            + " in "
            + Text.printable(directory.toString())
            + ", "
            + alive
            + " with a writer\n";
    return rows.isEmpty() ? head : head + table(rows, audit);
  }

  private static String table(List<TopRow> rows, SegmentAudit audit) {
    Table table =
        new Table(
            Align.LEFT,
            Align.LEFT,
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT);
    table.row("NAME", "MODULE", "STATE", "WRITER", "AGE", "RATE", "READERS", "SIZE");
    rows.forEach(row -> row(table, row, Condition.glance(row.info(), audit)));
    return table.text();
  }

  private static void row(Table table, TopRow row, Condition condition) {
    SegmentInfo segment = row.info();
    table.row(
        Text.printable(segment.name()),
        SegmentText.module(segment),
        condition.kind().name(),
        condition.writer(segment) + " (" + segment.owner().pid() + ")",
        Quantities.time(row.ageNs()),
        row.rate().map(BigDecimal::toPlainString).map(r -> r + "/s").orElse(Quantities.UNKNOWN),
        Integer.toString(row.readers()),
        Quantities.bytes(segment.geometry().sizeBytes()));
  }
}
