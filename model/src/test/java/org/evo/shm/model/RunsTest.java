// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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
}
