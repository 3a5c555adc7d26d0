// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.ShmException;
import org.evo.shm.spi.ThreadScheduling.Policy;
import org.junit.jupiter.api.Test;

class LoopSchedulingTest {

  private static final ThreadPlan BEST_EFFORT = new ThreadPlan(Policy.FIFO, 60, Set.of(1), false);
  private static final ThreadPlan REQUIRED = new ThreadPlan(Policy.FIFO, 60, Set.of(1), true);

  private final FakeScheduling kernel = new FakeScheduling();

  @Test
  void shouldLeaveAThreadAloneOfWhichNothingIsWanted() {
    LoopScheduling loop = wanting(ThreadPlan.NONE);

    assertTrue(loop.admits());

    assertEquals(0, kernel.calls());
    assertEquals(CycleStatistics.Scheduling.NONE, loop.report());
  }

  @Test
  void shouldApplyWhatIsWantedOnceAndSayWhatIsInForce() {
    LoopScheduling loop = wanting(BEST_EFFORT);

    assertTrue(loop.admits());
    assertTrue(loop.admits());

    assertEquals(1, kernel.calls());
    assertEquals(new CycleStatistics.Scheduling("FIFO 60 on [1]", "", true), loop.report());
  }

  @Test
  void shouldGoOnWithoutWhatIsNotGrantedAndSaySo() {
    kernel.refusePolicies();
    LoopScheduling loop = wanting(BEST_EFFORT);

    assertTrue(loop.admits());

    assertEquals("OTHER 0 on [1]", loop.report().inForce());
    assertTrue(loop.report().refusal().contains("not granted (errno 1); ask"));
    assertNull(loop.refusal());
  }

  @Test
  void shouldNotRunWithoutWhatIsRequired() {
    kernel.refusePolicies();
    LoopScheduling loop = wanting(REQUIRED);

    assertFalse(loop.admits());
    assertEquals(1, loop.refusal().errno());
    assertFalse(loop.report().running());

    kernel.grantPolicies();
    loop.want(wish(REQUIRED));
    assertTrue(loop.admits());
    assertNull(loop.refusal());
  }

  @Test
  void shouldNotRunWithoutWhatIsRequiredWhenNothingCanApplyIt() {
    LoopScheduling.Wish nobody =
        new LoopScheduling.Wish(REQUIRED, Optional.empty(), Optional.empty());
    LoopScheduling loop = new LoopScheduling(1000, nobody);

    assertFalse(loop.admits());
    assertTrue(loop.refusal().remedy().contains("start the platform's bundle"));
  }

  @Test
  void shouldTakeBackWhatIsWantedNoMore() {
    LoopScheduling loop = wanting(REQUIRED);
    loop.admits();

    loop.want(wish(ThreadPlan.NONE));

    assertTrue(loop.admits());
    assertEquals("OTHER 0 on [0, 1]", loop.report().inForce());
  }

  @Test
  void shouldNotRunWhileNobodyKnowsWhatIsWanted() {
    ShmException why = new InvalidRangeException("loops", "nonsense", "write sense");
    LoopScheduling.Wish none =
        new LoopScheduling.Wish(ThreadPlan.NONE, Optional.of(kernel), Optional.of(why));
    LoopScheduling loop = new LoopScheduling(1000, none);

    assertFalse(loop.admits());
    assertEquals(why, loop.refusal());
  }

  private LoopScheduling wanting(ThreadPlan plan) {
    return new LoopScheduling(1000, wish(plan));
  }

  private LoopScheduling.Wish wish(ThreadPlan plan) {
    return new LoopScheduling.Wish(plan, Optional.of(kernel), Optional.empty());
  }
}
