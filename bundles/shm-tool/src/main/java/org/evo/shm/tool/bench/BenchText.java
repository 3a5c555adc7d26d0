// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;

/** The results as a table for people. */
final class BenchText {

  private static final String ORDINARY =
      "Bytes that are moved: the payload; by view, and by writeAt (classic), one field of "
          + Operations.FIELD_BYTES
          + ".\nwriteAt (slotted) copies the payload forward.\n";

  private static final String CHECKSUMMED =
      "Checksummed segments; C and COPY do without a checksum. Every operation moves the payload.\n";

  private BenchText() {}

  static String of(Machine machine, boolean checksummed, List<BenchResult> results) {
    Table table =
        new Table(
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT);
    table.row("OP", "LAYOUT", "BYTES", "NS", "C", "RATIO", "COPY", "P95", "P99", "ALLOCATED");
    results.forEach(r -> row(table, r));
    return table.text() + "\n" + legend(machine, checksummed);
  }

  private static void row(Table table, BenchResult result) {
    double ns = result.figures().ns();
    OptionalDouble floor = result.floorNs();
    table.row(
        result.measured().operation(),
        result.measured().layout().name().toLowerCase(Locale.ROOT),
        Integer.toString(result.measured().sizeBytes()),
        decimal(ns),
        floor.isPresent() ? decimal(floor.getAsDouble()) : Quantities.UNKNOWN,
        floor.isPresent() ? decimal(ns / floor.getAsDouble()) : Quantities.UNKNOWN,
        decimal(result.copyNs()),
        Long.toString(result.figures().p95Ns()),
        Long.toString(result.figures().p99Ns()),
        decimal(result.figures().allocatedBytes()));
  }

  private static String legend(Machine machine, boolean checksummed) {
    return new Table(Align.LEFT, Align.LEFT)
            .row("NS", "one operation, median of " + machine.rounds() + " rounds")
            .row("C, RATIO", "the same protocol in C moving the same bytes, NS divided by it")
            .row("COPY", "a plain copy of the same bytes in Java, without a protocol")
            .row("P95, P99", "timed one by one, " + machine.clockNs() + " ns of clock in each")
            .row("ALLOCATED", "bytes of heap an operation")
            .text()
        + (checksummed ? CHECKSUMMED : ORDINARY)
        + String.join(", ", "Java " + machine.java(), machine.vm(), machine.os(), machine.arch())
        + ", "
        + machine.cores()
        + " cores\n";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
