// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.junit.jupiter.api.Test;

class ModuleConditionTest {

  private static final String SEGMENT = "phys_input_io";

  private final ModuleCondition state = new ModuleCondition("hal", List.of(SEGMENT));

  @Test
  void shouldBeInitUntilTheFirstRecordIsPublished() {
    assertState(ModuleState.INIT, ModuleFault.NONE);
    state.configurationAccepted();
    assertState(ModuleState.INIT, ModuleFault.NONE);
    state.segmentClaimed(SEGMENT);
    assertState(ModuleState.INIT, ModuleFault.NONE);
    state.publishing();
    assertState(ModuleState.RUNNING, ModuleFault.NONE);
    assertEquals("", state.status().text());
  }

  @Test
  void shouldBeAFaultWhenTheFirstConfigurationIsWrong() {
    state.configurationRefused("publishHz 3");

    assertState(ModuleState.FAULT, ModuleFault.CONFIGURATION);
    assertEquals("publishHz 3", state.status().text());
    assertTrue(state.status().configRejected());
  }

  @Test
  void shouldGoOnWithTheOldConfigurationWhenALaterOneIsWrong() {
    run();

    state.configurationRefused("publishHz 3");

    assertState(ModuleState.RUNNING, ModuleFault.NONE);
    assertTrue(state.status().configRejected());
    assertEquals("configuration refused: publishHz 3", state.status().text());
    state.configurationAccepted();
    assertFalse(state.status().configRejected());
    assertEquals("", state.status().text());
  }

  @Test
  void shouldBeAFaultWhileTheMachineDoesNotGrantItsLoop() {
    run();

    state.loopRefused("EPERM");
    assertState(ModuleState.FAULT, ModuleFault.LOOP_REFUSED);
    assertEquals("EPERM", state.status().text());

    state.loopRuns(1);
    assertState(ModuleState.RUNNING, ModuleFault.NONE);
  }

  @Test
  void shouldWaitForASegmentThatIsBusy() {
    state.configurationAccepted();

    state.segmentWaiting(SEGMENT, "owned by pid 7");

    assertState(ModuleState.WAITING, ModuleFault.SEGMENT_UNAVAILABLE);
    assertEquals("owned by pid 7", state.status().text());
  }

  @Test
  void shouldBeAFaultWhenTheSegmentIsRefusedForGood() {
    state.configurationAccepted();

    state.segmentRefused(SEGMENT, "not in memory");

    assertState(ModuleState.FAULT, ModuleFault.SEGMENT_REFUSED);
  }

  @Test
  void shouldWaitAgainWhenTheSegmentIsLost() {
    run();

    state.segmentWaiting(SEGMENT, "closed");

    assertState(ModuleState.WAITING, ModuleFault.SEGMENT_UNAVAILABLE);
    assertEquals(List.of(), state.status().segments());
    state.segmentClaimed(SEGMENT);
    assertState(ModuleState.INIT, ModuleFault.NONE);
    state.publishing();
    assertState(ModuleState.RUNNING, ModuleFault.NONE);
  }

  @Test
  void shouldBeDegradedWhileThereIsAReason() {
    run();

    state.degraded(ModuleFault.DRIVER_FAILED, true, "broken");
    assertState(ModuleState.DEGRADED, ModuleFault.DRIVER_FAILED);
    assertEquals("broken", state.status().text());
    assertTrue(state.isRaised(ModuleFault.DRIVER_FAILED));

    state.degraded(ModuleFault.DRIVER_FAILED, false, "");
    assertState(ModuleState.RUNNING, ModuleFault.NONE);
    assertFalse(state.isRaised(ModuleFault.DRIVER_FAILED));
  }

  @Test
  void shouldShowTheFirstOfSeveralReasonsAndKeepTheOthers() {
    run();

    state.degraded(ModuleFault.INPUT_LOST, true, "no input");
    state.degraded(ModuleFault.DRIVER_STALLED, true, "stalled");
    assertState(ModuleState.DEGRADED, ModuleFault.DRIVER_STALLED);

    state.degraded(ModuleFault.DRIVER_STALLED, false, "");
    assertState(ModuleState.DEGRADED, ModuleFault.INPUT_LOST);
  }

  @Test
  void shouldNeedAllOfItsSegments() {
    ModuleCondition two = new ModuleCondition("supervisor", List.of("a", "b"));
    two.configurationAccepted();
    two.segmentClaimed("a");
    assertEquals(ModuleState.INIT, two.status().state());

    two.segmentWaiting("b", "busy");
    assertEquals(ModuleState.WAITING, two.status().state());
    assertEquals(List.of("a"), two.status().segments());

    two.segmentRefused("a", "not ours");
    assertEquals(ModuleState.FAULT, two.status().state());
    assertEquals("not ours", two.status().text());

    two.segmentClaimed("a");
    two.segmentClaimed("b");
    two.publishing();
    assertEquals(ModuleState.RUNNING, two.status().state());
    assertEquals(List.of("a", "b"), two.status().segments());
  }

  @Test
  void shouldStayStoppedWhateverComesLater() {
    run();

    state.stopped();
    state.degraded(ModuleFault.DRIVER_FAILED, true, "late");
    state.segmentClaimed(SEGMENT);

    assertState(ModuleState.STOPPED, ModuleFault.NONE);
  }

  @Test
  void shouldNameTheSegmentsItOwns() {
    assertEquals(List.of(), state.status().segments());
    run();

    assertEquals("hal", state.status().module());
    assertEquals(List.of("phys_input_io"), state.status().segments());
  }

  private void run() {
    state.configurationAccepted();
    state.segmentClaimed(SEGMENT);
    state.publishing();
  }

  private void assertState(ModuleState expected, ModuleFault fault) {
    assertEquals(expected, state.status().state());
    assertEquals(fault, state.status().fault());
  }
}
