// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.tool.console.Quantities;

/** A segment as members of a JSON object; what is unknown is null. */
final class SegmentJson {

  private SegmentJson() {}

  static void members(JsonWriter json, SegmentInfo segment, Condition condition)
      throws IOException {
    json.name("name").value(segment.name());
    json.name("module").value(segment.module().isEmpty() ? null : segment.module());
    geometry(json, segment.geometry());
    json.name("state").value(segment.state().name());
    activity(json, segment.activity());
    owner(json, segment.owner());
    condition.members(json);
    json.name("file").value(segment.file().toString());
    json.name("record");
    if (segment.record().isPresent()) {
      record(json, segment.record().get());
    } else {
      json.nullValue();
    }
  }

  /** Whether the writer lives, null when that is unknown. */
  static void writerAlive(JsonWriter json, Liveness liveness) throws IOException {
    json.name("writerAlive");
    if (liveness == Liveness.UNKNOWN) {
      json.nullValue();
    } else {
      json.value(liveness == Liveness.ALIVE);
    }
  }

  /** An age in milliseconds, null when it is unknown. */
  static void age(JsonWriter json, long ageNs) throws IOException {
    json.name("ageMs");
    if (ageNs < 0) {
      json.nullValue();
    } else {
      json.value(Quantities.milliseconds(ageNs));
    }
  }

  private static void geometry(JsonWriter json, SegmentInfo.Geometry geometry) throws IOException {
    json.name("layout").value(geometry.layout().name().toLowerCase(Locale.ROOT));
    json.name("slots").value(geometry.slots());
    json.name("size").value(geometry.sizeBytes());
    json.name("capacity").value(geometry.capacityBytes());
    json.name("fileBytes").value(geometry.fileBytes());
    json.name("checksummed").value(geometry.checksummed());
  }

  private static void activity(JsonWriter json, SegmentInfo.Activity activity) throws IOException {
    json.name("version").value(activity.version());
    json.name("writeInProgress").value(activity.writeInProgress());
    json.name("readers").value(activity.readers());
    age(json, activity.ageNs());
  }

  private static void owner(JsonWriter json, SegmentInfo.Owner owner) throws IOException {
    writerAlive(json, owner.liveness());
    json.name("pid").value(owner.pid());
    json.name("generation").value(owner.generation());
    json.name("createdAt").value(owner.createdAt().toString());
  }

  private static void record(JsonWriter json, RecordLayout record) throws IOException {
    json.beginObject();
    json.name("name").value(record.name());
    json.name("fingerprint").value(HexFormat.of().toHexDigits(record.fingerprint()));
    json.name("sizeBytes").value(record.sizeBytes());
    json.name("fields").beginArray();
    for (Field field : record.fields()) {
      json.beginObject();
      json.name("name").value(field.name());
      json.name("type").value(field.type().name().toLowerCase(Locale.ROOT));
      json.name("offset").value(field.offset());
      json.name("count").value(field.count());
      json.name("unit").value(field.unit());
      json.name("optional").value(field.optional());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }
}
