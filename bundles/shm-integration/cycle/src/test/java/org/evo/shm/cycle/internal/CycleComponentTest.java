// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CycleComponentTest {

  private final CycleComponent component = new CycleComponent();

  @Test
  void shouldRunBoundTasksUntilTheyAreUnbound() {
    AtomicInteger calls = new AtomicInteger();
    TestTask task = TestTask.of("task", 100, nowNs -> calls.incrementAndGet());

    component.bindTask(task);
    await().until(() -> calls.get() > 1);
    assertEquals("task", component.statistics().get(0).tasks().get(0).name());

    component.unbindTask(task);
    assertEquals(List.of(), component.statistics());
    component.deactivate();
  }

  @Test
  void shouldAcceptTheUnbindThatFollowsTheDeactivation() {
    TestTask task = TestTask.of("task", 100, nowNs -> {});
    component.bindTask(task);

    component.deactivate();
    component.unbindTask(task);

    assertEquals(List.of(), component.statistics());
  }
}
