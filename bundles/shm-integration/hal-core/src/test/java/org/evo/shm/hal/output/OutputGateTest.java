// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputGateTest {

  private static final long OUTPUT_AGE_NS = 1000;
  private static final long CONTROLLER_AGE_NS = 500;
  private static final long SAFE_DIGITAL = 0b100;
  private static final double SAFE_ANALOG_V = -1;

  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private OutputGate gate = gate(OnStale.SAFE);
  private OutputRecord asked;

  @Test
  void shouldBeSafeWhileNobodyAsksForAnything() {
    gate.cycle(1);

    assertSafe(SafeReason.NO_OUTPUT);
    assertFalse(gate.needsReset());
  }

  @Test
  void shouldDriveWhatIsAskedFor() {
    running(100);

    assertEquals(SafeReason.NONE, gate.outputs().reason());
    assertEquals(5, gate.outputs().commandV(1));
    assertTrue(gate.outputs().isEnabled(1));
    assertFalse(gate.outputs().isEnabled(0));
    assertEquals(0b11, gate.outputs().digitalOut());
    assertEquals(2.5, gate.outputs().analogOutV()[15]);
  }

  @Test
  void shouldLimitVoltages() {
    running(100);
    asked.axis(1, 99, true).banks(0, -99).publish(200);
    gate.cycle(200);

    assertEquals(10, gate.outputs().commandV(1));
    assertEquals(-10, gate.outputs().analogOutV()[0]);
  }

  @Test
  void shouldGiveNoVoltageToADriveThatIsDisabled() {
    running(100);
    asked.axis(1, 5, false).publish(200);
    gate.cycle(200);

    assertEquals(0, gate.outputs().commandV(1));
    assertFalse(gate.outputs().isEnabled(1));
  }

  @Test
  void shouldBeSafeWhenTheOutputsAreTooOld() {
    running(100);

    gate.cycle(100 + CONTROLLER_AGE_NS);
    assertEquals(SafeReason.NONE, gate.outputs().reason(), "held until then");

    gate.cycle(101 + OUTPUT_AGE_NS);
    assertSafe(SafeReason.OUTPUT_STALE);
  }

  @Test
  void shouldBeSafeWhenTheWriterIsDead() {
    running(100);
    asked.die();

    gate.cycle(200);
    assertEquals(SafeReason.NONE, gate.outputs().reason(), "held until it is too old");

    gate.cycle(101 + OUTPUT_AGE_NS);
    assertSafe(SafeReason.OUTPUT_STALE);
  }

  @Test
  void shouldBeSafeWhenTheOutputsAreFromTheFuture() {
    running(100);
    asked.publish(10_000);

    gate.cycle(200);

    assertSafe(SafeReason.OUTPUT_STALE);
  }

  @Test
  void shouldDisableTheDrivesButNotTheRestWhenTheControllerIsTooOld() {
    running(100);
    asked.publish(101 + CONTROLLER_AGE_NS, 100);
    gate.cycle(101 + CONTROLLER_AGE_NS);

    assertEquals(SafeReason.CONTROLLER_STALE, gate.outputs().reason());
    assertFalse(gate.outputs().isEnabled(1));
    assertEquals(0, gate.outputs().commandV(1));
    assertEquals(0b11, gate.outputs().digitalOut());
    assertEquals(2.5, gate.outputs().analogOutV()[0]);
  }

  @Test
  void shouldDisableTheDrivesWhenThereIsNoController() {
    asked = new OutputRecord(manager).axis(1, 5, true);
    asked.publish(100, 0);
    attach();
    gate.cycle(100);

    assertEquals(SafeReason.CONTROLLER_STALE, gate.outputs().reason());
    assertFalse(gate.outputs().isEnabled(1));
  }

  @Test
  void shouldBeSafeInAnEmergencyStop() {
    running(100);
    asked.emergencyStop(true).publish(200);
    gate.cycle(200);

    assertSafe(SafeReason.EMERGENCY_STOP);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void shouldBeSafeWhenWhatIsAskedForIsNoNumber(double wrong) {
    running(100);
    asked.axis(1, wrong, true).publish(200);
    gate.cycle(200);
    assertSafe(SafeReason.INVALID_OUTPUT);

    asked.axis(1, 0, true).banks(0, wrong).publish(300);
    gate.cycle(300);
    assertSafe(SafeReason.INVALID_OUTPUT);
  }

  @Test
  void shouldNotMindWhatADisabledDriveIsAskedFor() {
    running(100);
    asked.axis(2, Double.NaN, false).publish(200);
    gate.cycle(200);

    assertEquals(SafeReason.NONE, gate.outputs().reason());
  }

  @Test
  void shouldGoOnByItselfButForTheDrivesWhenTheOutputsAreFreshAgain() {
    running(100);
    gate.cycle(5000);

    asked.publish(6000);
    gate.cycle(6000);

    assertEquals(SafeReason.NONE, gate.outputs().reason());
    assertEquals(0b11, gate.outputs().digitalOut());
    assertFalse(gate.outputs().isEnabled(1), "nothing begins to move by itself");
    assertTrue(AxisStatus.has(gate.outputs().status(1), AxisStatus.RESTART_LOCK));
  }

  @Test
  void shouldEnableADriveAgainOnceItsBitWasOff() {
    running(100);
    gate.cycle(5000);
    asked.axis(1, 5, false).publish(6000);
    gate.cycle(6000);
    assertTrue(AxisStatus.has(gate.outputs().status(1), AxisStatus.DRIVE_READY));

    asked.axis(1, 5, true).publish(7000);
    gate.cycle(7000);

    assertTrue(gate.outputs().isEnabled(1));
    assertEquals(AxisStatus.DRIVE_READY | AxisStatus.DRIVE_ENABLED, gate.outputs().status(1));
  }

  @Test
  void shouldNotEnableADriveThatWasNeverSeenOff() {
    asked = new OutputRecord(manager).axis(1, 5, true);
    asked.publish(100);
    attach();
    gate.cycle(100);

    assertEquals(SafeReason.NONE, gate.outputs().reason());
    assertFalse(gate.outputs().isEnabled(1));
  }

  @Test
  void shouldStaySafeUntilAResetWhenItIsToStop() {
    gate = gate(OnStale.STOP);
    running(100);
    gate.cycle(5000);
    assertSafe(SafeReason.OUTPUT_STALE);
    assertTrue(gate.needsReset());

    asked.axis(1, 5, false).publish(6000);
    gate.cycle(6000);
    assertSafe(SafeReason.LATCHED);

    asked.reset(7).publish(7000);
    gate.cycle(7000);
    asked.publish(7100);
    gate.cycle(7100);
    assertEquals(SafeReason.NONE, gate.outputs().reason());
    assertFalse(gate.needsReset());
  }

  @Test
  void shouldKeepTheDrivesOffUntilAResetWhenItIsToStopAndTheControllerWasLost() {
    gate = gate(OnStale.STOP);
    running(100);
    asked.publish(5000, 100);
    gate.cycle(5000);
    assertEquals(SafeReason.CONTROLLER_STALE, gate.outputs().reason());

    asked.publish(6000);
    gate.cycle(6000);
    assertEquals(SafeReason.LATCHED, gate.outputs().reason());
    assertEquals(0b11, gate.outputs().digitalOut());
    assertTrue(gate.needsReset());

    asked.reset(7).publish(7000);
    gate.cycle(7000);
    assertEquals(SafeReason.NONE, gate.outputs().reason());
  }

  @Test
  void shouldTakeNoOldResetForANewOne() {
    gate = gate(OnStale.STOP);
    asked = new OutputRecord(manager).reset(7);
    asked.publish(100);
    attach();
    gate.cycle(100);
    gate.cycle(5000);

    asked.publish(6000);
    gate.cycle(6000);
    assertSafe(SafeReason.LATCHED);

    asked.reset(0).publish(7000);
    gate.cycle(7000);
    gate.cycle(7100);
    assertSafe(SafeReason.LATCHED);
  }

  @Test
  void shouldPublishWhatItDrivesAndWhereItCameFrom() {
    running(100);
    MutableRecord record = MutableRecord.of(new byte[PhysInputIo.LAYOUT.sizeBytes()]);

    gate.outputs().store(record, 150);

    assertEquals(150, PhysInputIo.ACTUATOR.stamp().timeNs().get(record.view()));
    assertEquals(2, PhysInputIo.ACTUATOR.outputHeartbeat().get(record.view()));
    assertEquals(100, PhysInputIo.ACTUATOR.outputTimeNs().get(record.view()));
    assertEquals(99, PhysInputIo.ACTUATOR.sensorTimeNs().get(record.view()));
    assertEquals(5, PhysInputIo.ACTUATOR.commandV().get(record.view(), 1));
    assertTrue(PhysInputIo.ACTUATOR.enabled().get(record.view(), 1));
    assertEquals(0, PhysInputIo.ACTUATOR.safeReason().get(record.view()));
  }

  /** Drive 1 is enabled after its bit was seen off. */
  private void running(long nowNs) {
    asked = new OutputRecord(manager).banks(0b11, 2.5);
    asked.publish(nowNs - 10);
    attach();
    gate.cycle(nowNs - 10);
    asked.axis(1, 5, true).publish(nowNs);
    gate.cycle(nowNs);
  }

  private void attach() {
    while (timer.pending() > 0) {
      timer.fire();
    }
  }

  private OutputGate gate(OnStale onStale) {
    InputPolicy output = new InputPolicy(OUTPUT_AGE_NS, onStale);
    OutputSettings settings =
        new OutputSettings(
            output,
            new InputPolicy(CONTROLLER_AGE_NS, onStale),
            SAFE_DIGITAL,
            Collections.nCopies(IoBanks.ANALOG, SAFE_ANALOG_V));
    timer.close();
    InputLink link =
        new InputLink(manager, PhysOutputIo.LAYOUT, PhysOutputIo.HEADER, timer, output);
    link.start();
    return new OutputGate(link, settings);
  }

  private void assertSafe(SafeReason reason) {
    Outputs outputs = gate.outputs();
    assertEquals(reason, outputs.reason());
    for (int axis = 0; axis < 4; axis++) {
      assertEquals(0, outputs.commandV(axis));
      assertFalse(outputs.isEnabled(axis));
    }
    assertEquals(SAFE_DIGITAL, outputs.digitalOut());
    for (double volts : outputs.analogOutV()) {
      assertEquals(SAFE_ANALOG_V, volts);
    }
  }
}
