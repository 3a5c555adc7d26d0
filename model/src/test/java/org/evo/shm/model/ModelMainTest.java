// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ModelMainTest {

  private static final String QUICK = "lifecycle-shared-adopt-park";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(String... args) {
    return new ModelMain(new PrintStream(printed, true, StandardCharsets.UTF_8)).run(args);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldPrintTheFiguresOfAProof() {
    assertEquals(0, run(QUICK));

    assertTrue(printed().matches("(?s)" + QUICK + ": \\d+ states, \\d+ transitions, depth .*"));
  }

  @Test
  void shouldFailWhenTheBoundIsHit() {
    assertEquals(1, run("--states", "100", QUICK));

    assertTrue(printed().contains("BOUND REACHED"), this::printed);
    assertTrue(printed().contains("NOT AS EXPECTED"), this::printed);
  }

  @Test
  void shouldPrintTheTraceOfAnExpectedViolation() {
    assertEquals(0, run("lifecycle-mutant-no-recheck"));

    assertTrue(printed().contains("third party: removes path 0"), this::printed);
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertEquals(2, run());
    assertEquals(2, run("nonsense"));
    assertEquals(2, run("--states", "many", QUICK));
  }

  @Test
  void shouldListEveryConfiguration() {
    assertEquals(0, run("list"));

    assertEquals(Runs.all().size(), printed().lines().count());
  }
}
