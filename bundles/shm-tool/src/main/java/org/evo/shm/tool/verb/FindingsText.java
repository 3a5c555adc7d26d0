// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.nio.file.Path;
import java.util.List;
import org.evo.shm.spi.SegmentValidator.Finding;
import org.evo.shm.spi.SegmentValidator.Report;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Text;
import org.evo.shm.tool.console.Wrapped;

/** What a validation found as a table for people, with what it comes to below. */
final class FindingsText {

  private static final int COLUMN = 44;

  private FindingsText() {}

  static String of(Path directory, Report report) {
    String segments = segments(report.segments()) + " in " + Text.printable(directory.toString());
    if (report.findings().isEmpty()) {
      return segments + ", nothing wrong\n";
    }
    Table table = new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
    table.row("FILE", "SEGMENT", "PROBLEM", "REMEDY");
    report.findings().forEach(finding -> rows(table, directory, finding));
    return table.text() + "\n" + segments + ", " + wrong(report.findings()) + "\n";
  }

  private static void rows(Table table, Path directory, Finding finding) {
    List<String> problem = Wrapped.lines(Text.printable(finding.problem()), COLUMN);
    List<String> remedy =
        Wrapped.lines(finding.repaired() ? "mended" : Text.printable(finding.remedy()), COLUMN);
    for (int i = 0; i < Math.max(problem.size(), remedy.size()); i++) {
      table.row(
          i == 0 ? file(directory, finding.file()) : "",
          i == 0 ? segment(finding) : "",
          i < problem.size() ? problem.get(i) : "",
          i < remedy.size() ? remedy.get(i) : "");
    }
  }

  /** A file as it is called in its directory, elsewhere with its path. */
  static String file(Path directory, Path file) {
    boolean inside = file.startsWith(directory) && !file.equals(directory);
    return Text.printable((inside ? directory.relativize(file) : file).toString());
  }

  private static String segment(Finding finding) {
    return finding.segment().isEmpty() ? Quantities.UNKNOWN : Text.printable(finding.segment());
  }

  private static String segments(int count) {
    return count + (count == 1 ? " segment" : " segments");
  }

  private static String wrong(List<Finding> findings) {
    long mended = findings.stream().filter(Finding::repaired).count();
    long left = findings.size() - mended;
    String problems =
        left == 0 ? "nothing left wrong" : left + (left == 1 ? " problem" : " problems");
    return mended == 0 ? problems : problems + ", " + mended + " mended";
  }
}
