// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskPlaceTest {

  private final List<String> calls = new ArrayList<>();
  private final TaskPlace place =
      new TaskPlace(
          task -> {
            calls.add("registered");
            return () -> calls.add("withdrawn");
          });

  @Test
  void shouldHaveOneTaskAtATime() {
    assertTrue(place.isEmpty());
    place.fill(null);
    assertFalse(place.isEmpty());
    place.fill(null);
    place.clear();
    place.clear();

    assertTrue(place.isEmpty());
    assertEquals(List.of("registered", "withdrawn", "registered", "withdrawn"), calls);
  }
}
