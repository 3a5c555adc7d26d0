// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a campaign measured, as a table and as one line of JSON. Times are in microseconds. */
final class DiscoveryFigures {

  private static final double US = 1000;

  /** One of the figures, in ns, and how many segments there were. */
  private record Row(String what, int segments, Percentiles ns) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String what, int segments, Percentiles ns) {
    rows.add(new Row(what, segments, ns));
  }

  String table() {
    StringBuilder table = new StringBuilder();
    line(table, "%-46s %8s %8s %12s %12s %12s", "us", "segments", "samples", "P50", "P99", "max");
    for (Row row : rows) {
      Percentiles ns = row.ns();
      line(
          table,
          "%-46s %8d %8d %12.3f %12.3f %12.3f",
          row.what(),
          row.segments(),
          ns.count(),
          ns.p50() / US,
          ns.p99() / US,
          ns.max() / US);
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
              "{\"figure\":\"%s\",\"segments\":%d,\"samples\":%d,\"p50Us\":%.3f,\"p99Us\":%.3f,"
                  + "\"maxUs\":%.3f}",
              row.what(),
              row.segments(),
              ns.count(),
              ns.p50() / US,
              ns.p99() / US,
              ns.max() / US));
    }
    return "{\"figures\":[" + String.join(",", objects) + "]}";
  }
}
