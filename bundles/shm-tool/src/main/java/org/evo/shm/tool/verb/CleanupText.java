// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.nio.file.Path;
import java.util.List;
import org.evo.shm.CleanupReport;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Text;
import org.evo.shm.tool.console.Wrapped;

/** What a cleanup did as a table for people, with what it comes to below. */
final class CleanupText {

  private static final int COLUMN = 60;

  private CleanupText() {}

  static String of(Path directory, boolean dryRun, CleanupReport report) {
    String sum = sum(directory, dryRun, report);
    if (report.removed().isEmpty() && report.kept().isEmpty()) {
      return sum;
    }
    Table table = new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
    table.row("SEGMENT", "RESULT", "FILE", "WHY");
    for (String name : report.removed()) {
      table.row(Text.printable(name), dryRun ? "would go" : "removed", "", "");
    }
    report.kept().forEach(kept -> rows(table, directory, kept));
    return table.text() + "\n" + sum;
  }

  private static void rows(Table table, Path directory, CleanupReport.Kept kept) {
    List<String> reason = Wrapped.lines(Text.printable(kept.reason()), COLUMN);
    String name = kept.name().isEmpty() ? Quantities.UNKNOWN : Text.printable(kept.name());
    table.row(name, "left", FindingsText.file(directory, kept.file()), reason.get(0));
    reason.stream().skip(1).forEach(line -> table.row("", "", "", line));
  }

  private static String sum(Path directory, boolean dryRun, CleanupReport report) {
    String where = Text.printable(directory.toString());
    String left = report.kept().isEmpty() ? "" : "; left: " + count(report.kept().size(), "file");
    String undone = report.complete() ? "" : "; not everything could be looked at";
    if (report.filesRemoved() == 0) {
      return "nothing to remove from " + where + left + undone + "\n";
    }
    String what =
        count(report.removed().size(), "segment")
            + " ("
            + count(report.filesRemoved(), "file")
            + ", "
            + Quantities.bytes(report.bytesFreed())
            + ")";
    String done = dryRun ? what + " would be removed from " : "removed " + what + " from ";
    return done + where + left + undone + "\n";
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
