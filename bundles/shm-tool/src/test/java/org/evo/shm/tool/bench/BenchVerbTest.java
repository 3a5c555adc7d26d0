// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegments;
import org.evo.shm.tool.fake.FakeTime;
import org.junit.jupiter.api.Test;

class BenchVerbTest {

  private static final BenchPlan TINY = new BenchPlan(2, 1000, 10);

  private final FakeSegments segments = new FakeSegments();
  private final FakeTime time = new FakeTime();
  private final Capture capture = new Capture();

  @Test
  void shouldMeasureEveryOperationForBothLayouts() {
    assertEquals(ExitCodes.GOOD, bench(capture.json()));

    JsonObject result = capture.object();
    assertEquals(16, result.getAsJsonArray("results").size());
    for (JsonElement element : result.getAsJsonArray("results")) {
      JsonObject row = element.getAsJsonObject();
      assertTrue(row.get("ns").getAsDouble() > 0, row.toString());
      assertTrue(row.get("copyNs").getAsDouble() > 0, row.toString());
      assertTrue(row.has("allocatedBytesPerOp"), row.toString());
      assertEquals(20, row.get("samples").getAsInt());
    }
    assertEquals(2, result.getAsJsonObject("machine").get("rounds").getAsInt());
  }

  @Test
  void shouldCompareAFieldWithAFieldAndACopyForwardWithAWholeWrite() {
    bench(capture.json());

    for (JsonElement element : capture.object().getAsJsonArray("results")) {
      JsonObject row = element.getAsJsonObject();
      boolean field =
          row.get("op").getAsString().equals("view")
              || row.get("op").getAsString().equals("writeAt")
                  && row.get("layout").getAsString().equals("classic");
      assertEquals(
          field ? 8 : row.get("bytes").getAsInt(),
          row.get("movedBytes").getAsInt(),
          row.toString());
    }
  }

  @Test
  void shouldCompareWithCWhereThereIsACompiler() {
    Optional<CProgram> program = CProgram.compile(capture.people());
    assumeTrue(program.isPresent());
    try (CProgram c = program.get()) {
      assertEquals(ExitCodes.GOOD, bench(capture.json(), program));
    }

    for (JsonElement element : capture.object().getAsJsonArray("results")) {
      assertTrue(element.getAsJsonObject().get("floorNs").getAsDouble() > 0, element.toString());
    }
  }

  @Test
  void shouldLeaveTheComparisonOutWithoutACompiler() {
    bench(capture.json());

    for (JsonElement element : capture.object().getAsJsonArray("results")) {
      assertFalse(element.getAsJsonObject().has("floorNs"));
    }
  }

  @Test
  void shouldShowPeopleATable() {
    assertEquals(ExitCodes.GOOD, bench(capture.people()));

    assertEquals("OP", capture.outLines().get(0).split(" +")[0]);
    assertEquals("write", capture.outLines().get(1).split(" +")[0]);
  }

  @Test
  void shouldMeasureChecksummedSegmentsInstead() {
    BenchVerb verb = new BenchVerb(segments, capture.json(), time, true);
    assertEquals(ExitCodes.GOOD, verb.run(TINY, Optional.empty(), 8, 64));

    assertTrue(capture.object().get("checksummed").getAsBoolean());
    assertEquals(8, capture.object().getAsJsonArray("results").size());
    for (JsonElement element : capture.object().getAsJsonArray("results")) {
      JsonObject row = element.getAsJsonObject();
      assertEquals("slotted", row.get("layout").getAsString());
      assertEquals(row.get("bytes"), row.get("movedBytes"));
    }
  }

  @Test
  void shouldLeaveNoSegmentBehind() {
    bench(capture.json());

    assertTrue(segments.isEmpty());
  }

  @Test
  void shouldGiveNoResultWhenItIsCancelledAndLeaveNothing() {
    time.cancel();

    assertEquals(ExitCodes.PROBLEM, bench(capture.json()));
    assertEquals("", capture.out());
    assertTrue(segments.isEmpty());
  }

  private int bench(Output output) {
    return bench(output, Optional.empty());
  }

  private int bench(Output output, Optional<CProgram> program) {
    return new BenchVerb(segments, output, time, false).run(TINY, program, 8, 64);
  }
}
