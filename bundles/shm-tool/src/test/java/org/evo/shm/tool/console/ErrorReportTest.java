// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.tool.fake.Capture;
import org.junit.jupiter.api.Test;

class ErrorReportTest {

  private final Capture capture = new Capture();

  @Test
  void shouldTellPeopleInOneLineOnStandardError() {
    ErrorReport.of(new SegmentBusyException("axis", "pid 7 writes it", "stop pid 7"))
        .print(capture.people());

    assertEquals("evo-shm: SegmentBusy: axis: pid 7 writes it; stop pid 7\n", capture.err());
    assertEquals("", capture.out());
  }

  @Test
  void shouldTellProgramsInOneObjectOnStandardOutput() {
    ErrorReport.of(new SegmentBusyException("axis", "pid 7 writes it", "stop pid 7"))
        .print(capture.json());

    JsonObject error = capture.object().getAsJsonObject("error");
    assertEquals("SegmentBusy", error.get("code").getAsString());
    assertEquals("RECOVERABLE", error.get("class").getAsString());
    assertEquals("axis", error.get("segment").getAsString());
    assertTrue(error.get("errno").isJsonNull());
    assertEquals("pid 7 writes it", error.get("message").getAsString());
    assertEquals("stop pid 7", error.get("remedy").getAsString());
  }

  @Test
  void shouldNameTheErrorNumberWhereThereIsOne() {
    ErrorReport report =
        ErrorReport.of(new PermissionDeniedException("axis", 13, "no", "ask", null));

    report.print(capture.people());
    report.print(capture.json());

    assertEquals("evo-shm: PermissionDenied: axis: no (errno 13); ask\n", capture.err());
    assertEquals(13, capture.object().getAsJsonObject("error").get("errno").getAsInt());
  }
}
