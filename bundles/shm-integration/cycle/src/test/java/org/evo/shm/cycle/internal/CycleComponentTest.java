// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.evo.shm.cycle.CycleSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CycleComponentTest {

  private final CycleComponent component = new CycleComponent(loops(), Map.of());

  @AfterEach
  void shouldEnd() {
    component.deactivate();
  }

  @Test
  void shouldRunBoundTasksUntilTheyAreUnbound() {
    AtomicInteger calls = new AtomicInteger();
    TestTask task = TestTask.of("task", 100, nowNs -> calls.incrementAndGet());

    component.bindTask(task);
    await().until(() -> calls.get() > 1);
    assertEquals("task", component.statistics().get(0).tasks().get(0).name());

    component.unbindTask(task);
    assertEquals(List.of(), component.statistics());
  }

  @Test
  void shouldKeepTheConfigurationBeforeOneThatIsWrong() {
    AtomicInteger calls = new AtomicInteger();
    component.bindTask(TestTask.of("task", 100, nowNs -> calls.incrementAndGet()));

    component.modified(loops("100 fast"), Map.of());

    assertTrue(component.configurationRefusal().contains("there is no policy 'fast'"));
    int from = calls.get();
    await().until(() -> calls.get() > from + 1);

    component.modified(loops("100 other"), Map.of());
    assertEquals("", component.configurationRefusal());
  }

  @Test
  void shouldCallNoTaskWhenTheFirstConfigurationIsWrongUntilAGoodOneComes() {
    CycleComponent wrong = new CycleComponent(loops("100 fifo priority=100 required"), Map.of());
    RefusedTask task = new RefusedTask(new CycleSpec("task", 100, 0));

    wrong.bindTask(task);
    await().until(() -> !task.refusals().isEmpty());
    assertEquals(0, task.calls());
    assertTrue(task.refusals().get(0).contains("priority"), task.refusals().toString());
    assertFalse(wrong.statistics().get(0).scheduling().running());

    wrong.modified(loops(), Map.of());
    await().until(() -> task.calls() > 1);
    wrong.deactivate();
  }

  @Test
  void shouldNotMixUpASchedulerThatGoesWithItsSuccessor() {
    FakeScheduling old = new FakeScheduling();
    FakeScheduling successor = new FakeScheduling();
    component.modified(loops("100 fifo priority=5 required"), Map.of());
    component.bindScheduling(old);
    component.bindScheduling(successor);
    component.unbindScheduling(old);
    AtomicInteger calls = new AtomicInteger();

    component.bindTask(TestTask.of("task", 100, nowNs -> calls.incrementAndGet()));

    await().until(() -> calls.get() > 1);
    assertEquals(5, successor.current().priority());
  }

  @Test
  void shouldAcceptTheUnbindThatFollowsTheDeactivation() {
    TestTask task = TestTask.of("task", 100, nowNs -> {});
    component.bindTask(task);

    component.deactivate();
    component.unbindTask(task);

    assertEquals(List.of(), component.statistics());
  }

  private static CycleConfig loops(String... entries) {
    return new CycleConfig() {
      @Override
      public String[] loops() {
        return entries;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return CycleConfig.class;
      }
    };
  }
}
