// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;

/** A look at a segment as members of a JSON object. Numbers that JSON cannot write are null. */
final class WatchJson {

  private WatchJson() {}

  static void members(JsonWriter json, Sample sample) throws IOException {
    Sample.Value value = sample.value();
    json.name("name").value(sample.info().name());
    json.name("version").value(value.version());
    SegmentJson.age(json, sample.ageNs());
    json.name("state").value(sample.present() ? sample.info().state().name() : "REMOVED");
    SegmentJson.writerAlive(json, sample.writer());
    json.name("readers").value(sample.present() ? sample.info().activity().readers() : 0);
    if (value.record().isPresent()) {
      values(json, value.record().get(), value.view());
    } else if (!value.exists() && sample.info().record().isPresent()) {
      json.name("values").beginObject().endObject();
      units(json, sample.info().record().get());
    } else {
      json.name("lengthBytes").value(value.payload().length);
      json.name("hex").value(value.hex());
    }
  }

  private static void values(JsonWriter json, RecordLayout record, RecordView view)
      throws IOException {
    json.name("values").beginObject();
    for (Field field : record.fields()) {
      json.name(field.name());
      value(json, field, view);
    }
    json.endObject();
    units(json, record);
  }

  private static void units(JsonWriter json, RecordLayout record) throws IOException {
    json.name("units").beginObject();
    for (Field field : record.fields()) {
      if (!field.unit().isEmpty()) {
        json.name(field.name()).value(field.unit());
      }
    }
    json.endObject();
  }

  private static void value(JsonWriter json, Field field, RecordView view) throws IOException {
    if (field.values() == 1) {
      element(json, field, field.value(view, 0));
      return;
    }
    json.beginArray();
    for (int i = 0; i < field.values(); i++) {
      element(json, field, field.value(view, i));
    }
    json.endArray();
  }

  private static void element(JsonWriter json, Field field, Object value) throws IOException {
    if (value instanceof Double number) {
      floating(json, field.type(), number);
    } else if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Boolean truth) {
      json.value(truth);
    } else {
      json.value((String) value);
    }
  }

  private static void floating(JsonWriter json, FieldType type, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.nullValue();
    } else if (type == FieldType.F32) {
      json.value(Float.valueOf((float) value));
    } else {
      json.value(value);
    }
  }
}
