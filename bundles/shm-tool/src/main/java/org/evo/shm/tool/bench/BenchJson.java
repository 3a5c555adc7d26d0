// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The results as members of a JSON object. */
final class BenchJson {

  private BenchJson() {}

  static void members(
      JsonWriter json, Machine machine, boolean checksummed, List<BenchResult> results)
      throws IOException {
    json.name("checksummed").value(checksummed);
    json.name("results").beginArray();
    for (BenchResult result : results) {
      json.beginObject();
      result(json, result);
      json.endObject();
    }
    json.endArray();
    json.name("machine").beginObject();
    machine(json, machine);
    json.endObject();
  }

  private static void result(JsonWriter json, BenchResult result) throws IOException {
    json.name("op").value(result.measured().operation());
    json.name("layout").value(result.measured().layout().name().toLowerCase(Locale.ROOT));
    json.name("bytes").value(result.measured().sizeBytes());
    json.name("ns").value(rounded(result.figures().ns()));
    if (result.floorNs().isPresent()) {
      json.name("floorNs").value(rounded(result.floorNs().getAsDouble()));
    }
    json.name("copyNs").value(rounded(result.copyNs()));
    json.name("movedBytes").value(result.measured().moved().bytes());
    json.name("allocatedBytesPerOp").value(rounded(result.figures().allocatedBytes()));
    json.name("samples").value(result.figures().samples());
    json.name("p50Ns").value(result.figures().p50Ns());
    json.name("p95Ns").value(result.figures().p95Ns());
    json.name("p99Ns").value(result.figures().p99Ns());
  }

  private static void machine(JsonWriter json, Machine machine) throws IOException {
    json.name("java").value(machine.java());
    json.name("vm").value(machine.vm());
    json.name("os").value(machine.os());
    json.name("arch").value(machine.arch());
    json.name("cores").value(machine.cores());
    json.name("rounds").value(machine.rounds());
    json.name("clockNs").value(machine.clockNs());
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
