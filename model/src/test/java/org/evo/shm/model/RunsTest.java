// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every proof that is small enough holds, and every mutant is caught. */
class RunsTest {

  private static final int MAX_STATES = 2_000_000;

  @TestFactory
  Stream<DynamicTest> shouldComeOutAsExpected() {
    return Runs.all().entrySet().stream()
        .filter(run -> run.getValue().size() == Run.Size.SMALL)
        .map(run -> DynamicTest.dynamicTest(run.getKey(), () -> check(run.getValue())));
  }

  private static void check(Run run) {
    Exploration result = run.explore(MAX_STATES);
    assertTrue(run.isExpected(result), () -> run.expectation() + ": " + result);
  }

  @Test
  void shouldKnowHowManyStatesEachSmallProofMustVisit() {
    List<String> unknown =
        Runs.all().entrySet().stream()
            .filter(run -> run.getValue().violation().isEmpty())
            .filter(run -> run.getValue().size() == Run.Size.SMALL)
            .filter(run -> run.getValue().leastStates() == 0)
            .map(Map.Entry::getKey)
            .toList();

    assertEquals(List.of(), unknown);
  }

  @Test
  void shouldTakeAProofThatHasShrunkForNone() {
    Run run = Runs.all().get("lifecycle-shared-adopt-lock-deleted");
    Exploration shrunk = new Exploration(run.leastStates() - 1, 1, 1, 1, true, Optional.empty());

    assertFalse(run.isExpected(shrunk));
  }
}
