// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code top} beside a writer that works, and after it was killed. */
class TopIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private static JsonObject segment(String line) {
    return JsonParser.parseString(line)
        .getAsJsonObject()
        .getAsJsonArray("segments")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void shouldShowTheRateOfALivingWriterAndItsDeathAndEndWithASignal() {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer = tool.start("write", "seg", "--hz", "1000")) {
      await().atMost(PATIENCE).until(() -> tool.isBeingWritten("seg"));
      try (ChildProcess top = tool.start("top", "--interval", "0.05")) {
        assertTrue(segment(top.awaitLine()).get("rate").isJsonNull());
        await()
            .atMost(PATIENCE)
            .until(() -> segment(top.awaitLine()).get("rate").getAsDouble() > 0);
        writer.kill();
        await()
            .atMost(PATIENCE)
            .until(() -> !segment(top.awaitLine()).get("writerAlive").getAsBoolean());
        top.signal("INT");
        assertEquals(0, top.awaitExit());
      }
    }
  }
}
