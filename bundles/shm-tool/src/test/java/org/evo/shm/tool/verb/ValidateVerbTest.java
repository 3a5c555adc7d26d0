// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeValidator;
import org.junit.jupiter.api.Test;

class ValidateVerbTest {

  private final FakeValidator validator = new FakeValidator();
  private final Capture capture = new Capture();

  @Test
  void shouldSayThatNothingIsWrong() {
    assertEquals(ExitCodes.GOOD, run(capture.people(), false));
    assertEquals("2 segments in /shm, nothing wrong\n", capture.out());
  }

  @Test
  void shouldShowPeopleATableThatFitsATerminal() {
    validator.finds(
        "/shm/evo_a_1", "a", "short", "do this and that, and then something else again");
    validator.finds("/shm", "", "it is on ext4", "choose another one");

    assertEquals(ExitCodes.PROBLEM, run(capture.people(), false));

    assertEquals(
        List.of(
            "FILE     SEGMENT  PROBLEM        REMEDY",
            "evo_a_1  a        short          do this and that, and then something else",
            "                                 again",
            "/shm     -        it is on ext4  choose another one",
            "",
            "2 segments in /shm, 2 problems"),
        capture.outLines());
  }

  @Test
  void shouldBeGoodWhenEverythingWasMended() {
    validator.finds("/shm/evo_a_1", "a", "short", "do this");

    assertEquals(ExitCodes.GOOD, run(capture.people(), true));

    assertEquals("evo_a_1  a        short    mended", capture.outLines().get(1));
    assertEquals("2 segments in /shm, nothing left wrong, 1 mended", capture.outLines().get(3));
  }

  @Test
  void shouldGiveProgramsOneObject() {
    validator.finds("/shm/evo_a_1", "a", "short", "do this");
    validator.finds("/shm", "", "it is on ext4", "choose another one");

    assertEquals(ExitCodes.PROBLEM, run(capture.json(), true));

    JsonObject json = capture.object();
    assertEquals("/shm", json.get("directory").getAsString());
    assertEquals(2, json.get("segments").getAsInt());
    JsonObject first = json.getAsJsonArray("findings").get(0).getAsJsonObject();
    assertEquals("/shm/evo_a_1", first.get("file").getAsString());
    assertEquals("a", first.get("segment").getAsString());
    assertEquals("short", first.get("problem").getAsString());
    assertEquals("do this", first.get("remedy").getAsString());
    assertTrue(first.get("repaired").getAsBoolean());
    JsonObject second = json.getAsJsonArray("findings").get(1).getAsJsonObject();
    assertTrue(second.get("segment").isJsonNull());
  }

  @Test
  void shouldAskForOneSegmentOnly() {
    int exit =
        new ValidateVerb(validator, Path.of("/shm"), capture.people()).run(Optional.of("a"), true);
    assertEquals(ExitCodes.GOOD, exit);
    assertEquals("a true", validator.asked());
    assertEquals("1 segment in /shm, nothing wrong\n", capture.out());
  }

  @Test
  void shouldLetNoFileNameControlTheTerminal() {
    validator.finds("/shm/evo_\u001b[2J_1", "", "odd \u001b[31m", "\u001b[2J");
    run(capture.people(), false);
    assertTrue(capture.out().indexOf('\u001b') < 0);
  }

  private int run(Output output, boolean repair) {
    return new ValidateVerb(validator, Path.of("/shm"), output).run(Optional.empty(), repair);
  }
}
