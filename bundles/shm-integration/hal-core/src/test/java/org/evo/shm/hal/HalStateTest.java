// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.junit.jupiter.api.Test;

class HalStateTest {

  private final HalState state = new HalState();

  @Test
  void shouldBeInitUntilTheFirstRecordIsPublished() {
    assertState(ModuleState.INIT, ModuleFault.NONE);
    state.configurationAccepted();
    assertState(ModuleState.INIT, ModuleFault.NONE);
    state.segmentClaimed();
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
  void shouldWaitForASegmentThatIsBusy() {
    state.configurationAccepted();

    state.segmentWaiting("owned by pid 7");

    assertState(ModuleState.WAITING, ModuleFault.SEGMENT_UNAVAILABLE);
    assertEquals("owned by pid 7", state.status().text());
  }

  @Test
  void shouldBeAFaultWhenTheSegmentIsRefusedForGood() {
    state.configurationAccepted();

    state.segmentRefused("not in memory");

    assertState(ModuleState.FAULT, ModuleFault.SEGMENT_REFUSED);
  }

  @Test
  void shouldWaitAgainWhenTheSegmentIsLost() {
    run();

    state.segmentWaiting("closed");

    assertState(ModuleState.WAITING, ModuleFault.SEGMENT_UNAVAILABLE);
    assertEquals(List.of(), state.status().segments());
    state.segmentClaimed();
    assertState(ModuleState.INIT, ModuleFault.NONE);
    state.publishing();
    assertState(ModuleState.RUNNING, ModuleFault.NONE);
  }

  @Test
  void shouldBeDegradedWhileADriverFails() {
    run();

    state.failed("broken");
    assertState(ModuleState.DEGRADED, ModuleFault.DRIVER_FAILED);
    assertEquals("broken", state.status().text());

    state.recovered();
    assertState(ModuleState.RUNNING, ModuleFault.NONE);
  }

  @Test
  void shouldBeDegradedWhileADriverIsStalled() {
    run();

    state.driverStalled(true);
    assertState(ModuleState.DEGRADED, ModuleFault.DRIVER_STALLED);

    state.driverStalled(false);
    assertState(ModuleState.RUNNING, ModuleFault.NONE);
  }

  @Test
  void shouldForgetTheFailuresOfDriversThatWereReplaced() {
    run();
    state.failed("broken");
    state.driverStalled(true);

    state.driversReplaced();

    assertState(ModuleState.RUNNING, ModuleFault.NONE);
  }

  @Test
  void shouldStayStoppedWhateverComesLater() {
    run();

    state.stopped();
    state.failed("late");
    state.segmentClaimed();

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
    state.segmentClaimed();
    state.publishing();
  }

  private void assertState(ModuleState expected, ModuleFault fault) {
    assertEquals(expected, state.status().state());
    assertEquals(fault, state.status().fault());
  }
}
