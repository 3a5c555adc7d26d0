// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.layout.RecordView;
import org.evo.shm.liaison.Freshness;
import org.evo.shm.liaison.SegmentSnapshot;
import org.evo.shm.liaison.SystemSnapshot;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;

/** A snapshot of the system, the parts that say how it is, as a line. */
final class StatusLine {

  private static final double NS_PER_MS = 1e6;

  /** At the same place in every record. */
  private static final HeaderFields HEADER = CommandsConfig.HEADER;

  private StatusLine() {}

  static String of(SystemSnapshot snapshot) {
    return AnswerLine.object(
        json -> {
          json.name("command").value(RequestLine.STATUS);
          json.name("accepted").value(true);
          json.name("segments").beginArray();
          for (SegmentSnapshot segment : snapshot.segments()) {
            segment(json, segment);
          }
          json.endArray();
          record(snapshot, CommandsConfig.SEGMENT, json, StatusLine::stop);
          record(snapshot, ControlState.SEGMENT, json, StatusLine::control);
          record(snapshot, PhysOutputIo.SEGMENT, json, StatusLine::recipe);
          record(snapshot, PhysInputIo.SEGMENT, json, StatusLine::outputs);
        });
  }

  @FunctionalInterface
  private interface Part {
    void write(JsonWriter json, RecordView record) throws IOException;
  }

  /** A part of a record that is not live would pass for the state of now. */
  private static void record(SystemSnapshot snapshot, String name, JsonWriter json, Part part)
      throws IOException {
    SegmentSnapshot segment = snapshot.segment(name).orElseThrow();
    if (segment.freshness() == Freshness.LIVE) {
      part.write(json, segment.record());
    }
  }

  private static void segment(JsonWriter json, SegmentSnapshot segment) throws IOException {
    json.beginObject();
    json.name("name").value(segment.name());
    json.name("module").value(segment.module());
    json.name("freshness").value(segment.freshness().name());
    if (segment.freshness() == Freshness.ABSENT) {
      json.name("problem").value(segment.problem());
    } else {
      json.name("age_ms").value(segment.ageNs() / NS_PER_MS);
      json.name("state").value(state(HEADER.moduleState().get(segment.record())));
      json.name("fault").value(fault(HEADER.moduleFault().get(segment.record())));
      json.name("heartbeat").value(HEADER.heartbeat().get(segment.record()));
      json.name("config_rejected").value(HEADER.configRejected().get(segment.record()));
    }
    json.endObject();
  }

  private static String state(long code) {
    for (ModuleState state : ModuleState.values()) {
      if (state.code() == code) {
        return state.name();
      }
    }
    return Long.toString(code);
  }

  private static String fault(long code) {
    for (ModuleFault fault : ModuleFault.values()) {
      if (fault.code() == code) {
        return fault.name();
      }
    }
    return Long.toString(code);
  }

  private static void stop(JsonWriter json, RecordView record) throws IOException {
    json.name("emergency_stop").beginObject();
    json.name("active").value(CommandsConfig.EMERGENCY_STOP.active().get(record));
    json.name("reason").value(CommandsConfig.EMERGENCY_STOP.reason().get(record));
    json.endObject();
  }

  private static void control(JsonWriter json, RecordView record) throws IOException {
    json.name("control").beginObject();
    json.name("emergency_stop").value(ControlState.SAFETY.emergencyStop().get(record));
    json.name("reason").value(ControlState.SAFETY.reason().get(record));
    json.endObject();
    json.name("axes").beginArray();
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      json.beginObject();
      json.name("axis").value(axis);
      json.name("mode").value(AxisMode.ofCode(ControlState.AXIS.mode().get(record, axis)).name());
      json.name("fault")
          .value(AxisFault.ofCode(ControlState.AXIS.fault().get(record, axis)).name());
      json.name("homed").value(ControlState.AXIS.homed().get(record, axis));
      number(json, "position_mm", ControlState.AXIS.positionMm().get(record, axis));
      number(json, "velocity_mm_per_s", ControlState.AXIS.velocityMmPerS().get(record, axis));
      json.endObject();
    }
    json.endArray();
  }

  private static void recipe(JsonWriter json, RecordView record) throws IOException {
    json.name("recipe").beginObject();
    json.name("state").value(RecipeState.ofCode(PhysOutputIo.RECIPE.state().get(record)).name());
    json.name("name").value(PhysOutputIo.RECIPE.name().get(record));
    json.name("step_path").value(PhysOutputIo.RECIPE.stepPath().get(record));
    number(json, "progress_percent", PhysOutputIo.RECIPE.progressPercent().get(record));
    json.name("error").value(PhysOutputIo.RECIPE.error().get(record));
    json.endObject();
  }

  private static void outputs(JsonWriter json, RecordView record) throws IOException {
    json.name("outputs_safe_reason")
        .value(SafeReason.ofCode(PhysInputIo.ACTUATOR.safeReason().get(record)).name());
  }

  /** JSON has no NaN. */
  private static void number(JsonWriter json, String name, double value) throws IOException {
    json.name(name);
    if (Double.isFinite(value)) {
      json.value(value);
    } else {
      json.nullValue();
    }
  }
}
