// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentKeeperTest {

  private static final SegmentSpec SPEC = SegmentSpec.named("phys_input_io").module("hal").build();

  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final ModuleCondition state = new ModuleCondition("hal", List.of("phys_input_io"));
  private final SegmentKeeper keeper = new SegmentKeeper(manager, SPEC, timer, state);

  @BeforeEach
  void acceptConfiguration() {
    state.configurationAccepted();
  }

  @Test
  void shouldClaimAtOnceWhatIsFree() {
    keeper.claim();

    assertSame(manager.writer(0), keeper.writer());
    assertEquals(List.of(SPEC), manager.asked());
    assertEquals(List.of("phys_input_io"), state.status().segments());
  }

  @Test
  void shouldTryAgainWithBackOffWhileTheSegmentIsBusyOrThereIsNoRoom() {
    manager.refuse(busy()).refuse(exhausted());

    keeper.claim();
    assertNull(keeper.writer());
    assertEquals(ModuleState.WAITING, state.status().state());
    assertTrue(state.status().text().contains("owned by pid 7"));

    timer.fire();
    assertTrue(state.status().text().contains("no memory"));

    timer.fire();
    assertSame(manager.writer(0), keeper.writer());
    assertEquals(List.of(100L, 200L), timer.delaysMs());
  }

  @Test
  void shouldNeverWaitLongerThanFiveSecondsAndStartOverAfterSuccess() {
    for (int i = 0; i < 9; i++) {
      manager.refuse(busy());
    }
    keeper.claim();
    while (timer.pending() > 0) {
      timer.fire();
    }
    manager.refuse(busy());
    keeper.lost(keeper.writer(), closed());
    timer.fire();

    assertEquals(
        List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L, 100L, 100L),
        timer.delaysMs());
  }

  @Test
  void shouldGiveUpWhenTryingAgainIsUselessUntilItIsAskedAgain() {
    manager.refuse(new PermissionDeniedException("phys_input_io", "not ours", "chmod"));

    keeper.claim();
    assertEquals(ModuleFault.SEGMENT_REFUSED, state.status().fault());
    assertEquals(0, timer.pending());

    keeper.claim();
    assertSame(manager.writer(0), keeper.writer());
  }

  @Test
  void shouldShowAnUnexpectedFailureAsAFault() {
    manager.refuse(new IllegalStateException("mistake"));

    keeper.claim();

    assertEquals(ModuleFault.SEGMENT_REFUSED, state.status().fault());
    assertTrue(state.status().text().contains("mistake"));
  }

  @Test
  void shouldNotClaimTwice() {
    manager.refuse(busy());
    keeper.claim();
    keeper.claim();
    assertEquals(1, manager.asked().size());

    timer.fire();
    keeper.claim();
    assertEquals(1, manager.writers());
  }

  @Test
  void shouldClaimAgainElsewhereWhenTheWriterIsLost() {
    keeper.claim();
    SegmentWriter first = keeper.writer();

    keeper.lost(first, closed());
    keeper.lost(first, closed());
    assertNull(keeper.writer());
    assertEquals(ModuleState.WAITING, state.status().state());
    assertEquals(1, manager.asked().size(), "the loop must not be the one that claims");

    timer.fire();
    assertNotSame(first, keeper.writer());
    assertEquals(0, timer.pending());
  }

  @Test
  void shouldGiveTheSegmentUpWhenClosedAndAgainDoNothing() {
    keeper.claim();

    keeper.close();
    keeper.close();
    keeper.claim();

    assertNull(keeper.writer());
    assertFalse(manager.writer(0).isOpen());
    assertEquals(1, manager.asked().size());
  }

  @Test
  void shouldCloseWhatAClaimBringsAfterTheEnd() {
    manager.whileClaiming(keeper::close);

    keeper.claim();

    assertNull(keeper.writer());
    assertFalse(manager.writer(0).isOpen());
  }

  @Test
  void shouldNotTryAgainAfterTheEnd() {
    manager.whileClaiming(keeper::close);
    manager.refuse(busy());

    keeper.claim();

    assertEquals(0, timer.pending());
    assertEquals(ModuleState.INIT, state.status().state());
  }

  private static SegmentBusyException busy() {
    return new SegmentBusyException("phys_input_io", "owned by pid 7", "stop it");
  }

  private static ResourceExhaustedException exhausted() {
    return new ResourceExhaustedException("phys_input_io", "no memory", "free some");
  }

  private static HandleClosedException closed() {
    return new HandleClosedException("phys_input_io", "closed", "create another");
  }
}
