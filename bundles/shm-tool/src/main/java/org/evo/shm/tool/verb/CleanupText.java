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

  static String of(Path directory, CleanupScene before, CleanupReport report) {
    boolean dryRun = before.request().dryRun();
    String sum = sum(directory, before, report);
    if (report.removed().isEmpty() && report.kept().isEmpty()) {
      return sum;
    }
    Table table = new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
    table.row("SEGMENT", "RESULT", "FILE", "WHY");
    for (String name : report.removed()) {
      int readers = before.readersOf(name);
      String cutOff = readers == 0 ? "" : count(readers, "reader") + verb(readers, dryRun);
      table.row(Text.printable(name), dryRun ? "would go" : "removed", "", cutOff);
    }
    report.kept().forEach(kept -> rows(table, directory, kept));
    return table.text() + "\n" + sum;
  }

  private static String verb(int readers, boolean dryRun) {
    if (dryRun) {
      return " would lose it";
    }
    return readers == 1 ? " has lost it" : " have lost it";
  }

  private static void rows(Table table, Path directory, CleanupReport.Kept kept) {
    List<String> reason = Wrapped.lines(Text.printable(kept.reason()), COLUMN);
    String name = kept.name().isEmpty() ? Quantities.UNKNOWN : Text.printable(kept.name());
    table.row(name, "left", FindingsText.file(directory, kept.file()), reason.get(0));
    reason.stream().skip(1).forEach(line -> table.row("", "", "", line));
  }

  private static String sum(Path directory, CleanupScene before, CleanupReport report) {
    String where = Text.printable(directory.toString());
    String left = report.kept().isEmpty() ? "" : "; left: " + count(report.kept().size(), "file");
    String undone = report.complete() ? "" : "; not everything could be looked at";
    if (report.filesRemoved() == 0) {
      return (before.missesTheName() && report.kept().isEmpty()
              ? "no segment in " + where + " is called '" + before.request().nameGlob() + "'"
              : "nothing to remove from " + where)
          + left
          + undone
          + "\n";
    }
    String what = what(report);
    String done =
        before.request().dryRun() ? what + " would be removed from " : "removed " + what + " from ";
    return done + where + left + undone + "\n";
  }

  /** What is left of others may be all there is. */
  private static String what(CleanupReport report) {
    String files = count(report.filesRemoved(), "file");
    String bytes = Quantities.bytes(report.bytesFreed());
    int segments = report.removed().size();
    return segments == 0
        ? files + " that crashes left (" + bytes + ")"
        : count(segments, "segment") + " (" + files + ", " + bytes + ")";
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
