// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentInfo;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Text;

/** The summary for people. */
final class SummaryText {

  /** The directory that the tool looks in without being told. */
  private static final String DEFAULT_DIRECTORY = "/dev/shm";

  private SummaryText() {}

  static String of(RunSummary run, String command) {
    return head(run) + "\n" + places(run) + modules(run.modules()) + "\n" + next(run, command);
  }

  private static String head(RunSummary run) {
    return "Instance " + run.options().instance() + " is running, pid " + run.pid() + ".\n";
  }

  private static String places(RunSummary run) {
    return new Table(Align.LEFT, Align.LEFT, Align.LEFT)
        .row("  segments in", Text.printable(run.options().directory().toString()), "")
        .row(
            "  conf in", Text.printable(run.options().conf().toString()), "(changes apply at once)")
        .row("  cache and logs in", Text.printable(run.state().root().toString()), "")
        .row("  log", Text.printable(run.state().logFile().toString()), "")
        .row("  printed by bundles", Text.printable(run.state().consoleFile().toString()), "")
        .text();
  }

  private static String modules(List<ModuleReport> modules) {
    if (modules.isEmpty()) {
      return "\n  no modules\n";
    }
    Table table =
        new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("  MODULE", "STATE", "SEGMENT", "SIZE", "SLOTS", "VERSION");
    modules.forEach(module -> module(table, module));
    return "\n" + table.text();
  }

  private static void module(Table table, ModuleReport module) {
    String name = "  " + module.name();
    if (module.segments().isEmpty()) {
      table.row(name, module.state(), Quantities.UNKNOWN, "", "", "");
    }
    for (SegmentInfo segment : module.segments()) {
      table.row(
          name,
          module.state(),
          segment.name(),
          Quantities.bytes(segment.geometry().sizeBytes()),
          Integer.toString(segment.geometry().slots()),
          Long.toString(segment.activity().version()));
    }
  }

  private static String next(RunSummary run, String command) {
    Optional<SegmentInfo> first =
        run.modules().stream().flatMap(module -> module.segments().stream()).findFirst();
    String verb = first.map(segment -> "watch " + segment.name()).orElse("list");
    String directory = run.options().directory().toString();
    String where =
        directory.equals(DEFAULT_DIRECTORY) ? "" : "--dir " + ShellWord.of(directory) + " ";
    return "In a second terminal:\n  "
        + ShellWord.of(command)
        + " "
        + where
        + verb
        + "\n"
        + end(run);
  }

  private static String end(RunSummary run) {
    return run.options().durationNs().isPresent()
        ? "It ends after "
            + Quantities.time(run.options().durationNs().getAsLong())
            + ", or with Ctrl-C.\n"
        : "It ends with Ctrl-C.\n";
  }
}
