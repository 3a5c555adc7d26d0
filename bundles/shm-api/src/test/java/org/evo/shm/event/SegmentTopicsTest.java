// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.evo.shm.SegmentEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentTopicsTest {

  @ParameterizedTest
  @EnumSource(SegmentEvent.Kind.class)
  void shouldHaveAConstantForEveryKindOfEvent(SegmentEvent.Kind kind) throws Exception {
    assertEquals(SegmentTopics.of(kind), SegmentTopics.class.getField(kind.name()).get(null));
  }
}
