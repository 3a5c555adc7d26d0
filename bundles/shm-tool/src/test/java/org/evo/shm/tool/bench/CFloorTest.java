// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.evo.shm.tool.bench.BenchCase.Moved;
import org.junit.jupiter.api.Test;

class CFloorTest {

  private final CFloor floor = new CFloor();

  @Test
  void shouldTakeTheMedianOfSeveralRuns() {
    floor.take(List.of("write 64 4.5", "read 64 2.5", "copy 64 1.5"));
    floor.take(List.of("write 64 9.5", "read 64 2.7", "copy 64 1.5"));
    floor.take(List.of("write 64 5.5", "read 64 2.6", "copy 64 1.5"));

    assertEquals(5.5, floor.medianNs(new Moved(Direction.IN, 64)).getAsDouble());
    assertEquals(2.6, floor.medianNs(new Moved(Direction.OUT, 64)).getAsDouble());
  }

  @Test
  void shouldKnowNothingWithoutACProgram() {
    floor.take(List.of());

    assertTrue(floor.medianNs(new Moved(Direction.IN, 64)).isEmpty());
  }
}
