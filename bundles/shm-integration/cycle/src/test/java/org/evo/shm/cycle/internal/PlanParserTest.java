// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.spi.ThreadScheduling.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanParserTest {

  @Test
  void shouldWantNothingWithoutEntries() {
    assertEquals(LoopPlans.NONE, PlanParser.parse());
    assertEquals(LoopPlans.NONE, PlanParser.parse("", " , "));
  }

  @Test
  void shouldReadAPlanOfEachKind() {
    LoopPlans plans =
        PlanParser.parse(
            "1000 fifo priority=60 cpus=1+4-6 required, 100 rr", "* other cpus=0", "10 other");

    assertEquals(new ThreadPlan(Policy.FIFO, 60, Set.of(1, 4, 5, 6), true), plans.of(1000));
    assertEquals(new ThreadPlan(Policy.RR, 1, Set.of(), false), plans.of(100));
    assertEquals(ThreadPlan.NONE, plans.of(10));
    assertEquals(new ThreadPlan(Policy.OTHER, 0, Set.of(0), false), plans.of(500));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "fast fifo               | 'fast' is no number",
        "9 fifo                  | 9 is not possible; choose 10 to 10000",
        "10001 fifo              | 10001 is not possible",
        "1000                    | the policy is missing",
        "1000 deadline           | there is no policy 'deadline'",
        "1000 FIFO               | there is no policy 'FIFO'",
        "1000 fifo priority=0    | 0 is not possible; choose 1 to 99",
        "1000 fifo priority=100  | 100 is not possible",
        "1000 fifo priority=     | '' is no number",
        "1000 other priority=5   | 'priority=5' is not possible with other",
        "1000 fifo cpus=         | '' is no number",
        "1000 fifo cpus=1+       | '' is no number",
        "1000 fifo cpus=3-1      | 1 is not possible; choose 3 to 8191",
        "1000 fifo cpus=8192     | 8192 is not possible",
        "1000 fifo cpus=-1       | '' is no number",
        "1000 fifo requird       | 'requird' is not possible with fifo",
        "10 rr, 10 fifo          | 10 is there twice",
      })
  void shouldRefuseWhatIsWrongAndSayWhere(String entry, String complaint) {
    InvalidRangeException refused =
        assertThrows(InvalidRangeException.class, () -> PlanParser.parse(entry));

    assertEquals("loops", refused.segment());
    assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
  }
}
