// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.HexFormat;
import java.util.Locale;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentState;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.tool.console.Quantities;
import org.evo.shm.tool.console.Table;
import org.evo.shm.tool.console.Table.Align;
import org.evo.shm.tool.console.Text;

/** One segment as a sheet for people: what it is at the left, the value at the right. */
final class SegmentText {

  private SegmentText() {}

  static String of(SegmentInfo segment, Condition condition) {
    Table sheet = new Table(Align.LEFT, Align.LEFT);
    sheet.row("name", Text.printable(segment.name()));
    sheet.row("module", module(segment));
    sheet.row("file", Text.printable(segment.file().toString()));
    geometry(sheet, segment.geometry());
    String damage = condition.damage().map(d -> ": " + d).orElse("");
    sheet.row("state", Text.printable(condition.kind().name() + damage));
    owner(sheet, segment, condition);
    activity(sheet, segment.activity());
    return segment.record().map(r -> record(sheet, r)).orElseGet(() -> plain(sheet));
  }

  static String module(SegmentInfo segment) {
    return segment.module().isEmpty() ? Quantities.UNKNOWN : Text.printable(segment.module());
  }

  /** What is known of a writer; one that has parked its segment comes back, or not. */
  static String writer(SegmentState state, Liveness liveness) {
    if (state == SegmentState.PARKED && liveness == Liveness.DEAD) {
      return "parked";
    }
    return liveness(liveness);
  }

  static String liveness(Liveness liveness) {
    return switch (liveness) {
      case ALIVE -> "alive";
      case DEAD -> "dead";
      case UNKNOWN -> "unknown";
    };
  }

  private static void geometry(Table sheet, SegmentInfo.Geometry geometry) {
    sheet.row("layout", geometry.layout().name().toLowerCase(Locale.ROOT));
    sheet.row("slots", Integer.toString(geometry.slots()));
    sheet.row("size", bytes(geometry.sizeBytes()));
    sheet.row("capacity", bytes(geometry.capacityBytes()));
    sheet.row("file size", bytes(geometry.fileBytes()));
    sheet.row("checksum", geometry.checksummed() ? "CRC-32C, checked by every read" : "none");
  }

  private static void owner(Table sheet, SegmentInfo segment, Condition condition) {
    SegmentInfo.Owner owner = segment.owner();
    sheet.row("writer", condition.writer(segment) + ", pid " + owner.pid());
    sheet.row("generation", Long.toString(owner.generation()));
    sheet.row("created", owner.createdAt().toString());
  }

  private static void activity(Table sheet, SegmentInfo.Activity activity) {
    String write = activity.writeInProgress() ? ", a write in progress" : "";
    sheet.row("version", activity.version() == 0 ? "0, no value yet" : activity.version() + write);
    sheet.row("age", Quantities.time(activity.ageNs()));
    sheet.row("readers", Integer.toString(activity.readers()));
  }

  private static String plain(Table sheet) {
    return sheet.row("record", "none, plain bytes").text();
  }

  private static String record(Table sheet, RecordLayout record) {
    String fingerprint = HexFormat.of().toHexDigits(record.fingerprint());
    sheet.row("record", record.name() + ", " + record.sizeBytes() + " bytes, " + fingerprint);
    Table fields = new Table(Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
    fields.row("OFFSET", "TYPE", "FIELD", "UNIT", "");
    for (Field field : record.fields()) {
      fields.row(
          Integer.toString(field.offset()),
          type(field),
          field.name(),
          Text.printable(field.unit()),
          field.optional() ? "optional" : "");
    }
    return sheet.text() + "\n" + fields.text();
  }

  private static String type(Field field) {
    String type = field.type().name().toLowerCase(Locale.ROOT);
    return field.count() == 1 ? type : type + "[" + field.count() + "]";
  }

  private static String bytes(long bytes) {
    String exact = bytes + " bytes";
    return bytes < 1024 ? exact : exact + " (" + Quantities.bytes(bytes) + ")";
  }
}
