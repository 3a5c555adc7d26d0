// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void shouldTakeTheMiddleValue() {
    assertEquals(2, Statistics.median(List.of(3.0, 1.0, 2.0)));
    assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 2.0, 3.0)));
  }

  @Test
  void shouldTakeTheSmallestValueThatEnoughDoNotExceed() {
    long[] sorted = LongStream.rangeClosed(1, 1000).toArray();

    assertEquals(500, Statistics.percentile(sorted, 50));
    assertEquals(950, Statistics.percentile(sorted, 95));
    assertEquals(990, Statistics.percentile(sorted, 99));
    assertEquals(7, Statistics.percentile(new long[] {7}, 99));
  }
}
