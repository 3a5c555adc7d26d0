// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import org.evo.shm.Liveness;
import org.evo.shm.SegmentState;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Terminal;
import org.evo.shm.tool.console.Text;

/** A look at a segment as a block of lines for people. */
final class WatchText {

  private WatchText() {}

  static String of(Sample sample, Terminal terminal) {
    return heading(sample) + warning(sample, terminal) + value(sample.value());
  }

  private static String heading(Sample sample) {
    return Text.printable(sample.info().name())
        + "  version "
        + sample.value().version()
        + "  age "
        + Quantities.time(sample.ageNs())
        + "  writer "
        + SegmentText.writer(sample.info().state(), sample.writer())
        + "  readers "
        + (sample.present() ? sample.info().activity().readers() : 0)
        + "\n";
  }

  private static String warning(Sample sample, Terminal terminal) {
    String held = sample.value().exists() ? ": the last value is held" : "";
    if (!sample.present()) {
      return terminal.warning("! the segment was removed" + held) + "\n";
    }
    boolean parked = sample.info().state() == SegmentState.PARKED;
    if (parked) {
      return terminal.warning("! the writer has parked the segment" + held) + "\n";
    }
    return sample.writer() == Liveness.DEAD
        ? terminal.warning("! the writer is dead" + held) + "\n"
        : "";
  }

  private static String value(Sample.Value value) {
    if (!value.exists()) {
      return "  no value yet\n";
    }
    return value.record().map(r -> fields(r, value)).orElseGet(() -> bytes(value));
  }

  private static String fields(RecordLayout record, Sample.Value value) {
    Table table = new Table(Align.LEFT, Align.LEFT, Align.LEFT);
    for (Field field : record.fields()) {
      String unit = field.unit().isEmpty() ? "" : " " + Text.printable(field.unit());
      table.row("", field.name(), ValueText.of(field, value.view()) + unit);
    }
    return table.text();
  }

  private static String bytes(Sample.Value value) {
    return new Table(Align.LEFT, Align.LEFT, Align.LEFT)
        .row("", "length", value.payload().length + " bytes")
        .row("", "first bytes", value.hex())
        .text();
  }
}
