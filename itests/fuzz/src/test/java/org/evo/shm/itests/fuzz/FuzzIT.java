// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A new seed each time: it is printed, and each finding says how to make it again. The property
 * {@code evo.fuzz.inputs} asks for more.
 */
class FuzzIT {

  private static final long INPUTS = Long.getLong("evo.fuzz.inputs", Options.CI_INPUTS);

  @Test
  void shouldSurviveHostileDirectoriesWithTypedRefusalsAlone() throws IOException {
    Report report =
        new Campaign(Options.parse("--workers", "2", "--inputs", Long.toString(INPUTS)), System.out)
            .run();
    System.out.println(report.text());
    assertTrue(report.isGood(), report::text);
    assertEquals(INPUTS, report.tally().total());
    for (Kind kind : Kind.values()) {
      assertTrue(report.tally().inputs().containsKey(kind.name()), kind + " was never tried");
    }
  }

  @Test
  void shouldMakeTheSameInputFromTheSameNumbers() throws IOException {
    String[] one = {"--seed", "7", "--first", "1000", "--inputs", "3", "--workers", "1"};
    Tally first = new Campaign(Options.parse(one), System.out).run().tally();
    Tally second = new Campaign(Options.parse(one), System.out).run().tally();
    assertEquals(3, first.total());
    assertEquals(first, second);
  }
}
