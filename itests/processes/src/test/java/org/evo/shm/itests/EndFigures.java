// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of ends and what follows them, as a table and as one line of JSON. */
final class EndFigures {

  private static final double MS = 1e6;

  /** One of the figures, in ns, and how large the victims were. */
  private record Row(String what, long residentKib, Percentiles ns) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String what, long residentKib, Percentiles ns) {
    rows.add(new Row(what, residentKib, ns));
  }

  String table() {
    StringBuilder table = new StringBuilder();
    line(table, "%-60s %12s %8s %9s %9s %9s", "ms", "resident KiB", "samples", "P50", "P99", "max");
    for (Row row : rows) {
      Percentiles ns = row.ns();
      line(
          table,
          "%-60s %12d %8d %9.2f %9.2f %9.2f",
          row.what(),
          row.residentKib(),
          ns.count(),
          ns.p50() / MS,
          ns.p99() / MS,
          ns.max() / MS);
    }
    return table.toString();
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  String json() {
    List<String> objects = new ArrayList<>();
    for (Row row : rows) {
      Percentiles ns = row.ns();
      objects.add(
          String.format(
              Locale.ROOT,
              "{\"figure\":\"%s\",\"residentKib\":%d,\"samples\":%d,\"p50Ms\":%.3f,\"p99Ms\":%.3f,"
                  + "\"maxMs\":%.3f}",
              row.what(),
              row.residentKib(),
              ns.count(),
              ns.p50() / MS,
              ns.p99() / MS,
              ns.max() / MS));
    }
    return "{\"figures\":[" + String.join(",", objects) + "]}";
  }
}
