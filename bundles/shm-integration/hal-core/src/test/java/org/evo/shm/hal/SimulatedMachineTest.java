// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.evo.shm.hal.TestConfig.NOTHING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.hal.output.OutputRecord;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.junit.jupiter.api.Test;

class SimulatedMachineTest {

  private static final long MS = 1_000_000;

  private final FakeManager manager = new FakeManager();
  private final FakeTimer timer = new FakeTimer();
  private final MachineBay bay = new MachineBay(manager, timer);
  private final byte[] bytes = new byte[PhysInputIo.LAYOUT.sizeBytes()];
  private final MutableRecord record = MutableRecord.of(bytes);
  private final OutputRecord asked = new OutputRecord(manager);
  private Machine machine = fit(NOTHING);
  private long nowNs = 1000 * MS;

  @Test
  void shouldMoveTheAxisThatIsDriven() {
    enable(0);
    drive(2, 200);

    assertTrue(position(0) > 1);
    assertEquals(0, position(1));
    assertTrue(PhysInputIo.AXIS.velocityMmPerS().get(record.view(), 0) > 0);
    assertTrue(status(0, AxisStatus.DRIVE_ENABLED));
    assertTrue(status(1, AxisStatus.PRESENT));
    assertEquals(4, PhysInputIo.AXIS.axisCount().get(record.view()));
    assertEquals(Quality.GOOD, PhysInputIo.AXIS.stamp().qualityIn(record.view()));
  }

  @Test
  void shouldComeToRestWhenItsCommandsStop() {
    enable(0);
    drive(10, 100);
    cycles(1000);

    assertEquals(
        SafeReason.OUTPUT_STALE.code(), PhysInputIo.ACTUATOR.safeReason().get(record.view()));
    assertFalse(status(0, AxisStatus.DRIVE_ENABLED));
    assertEquals(0, PhysInputIo.AXIS.velocityMmPerS().get(record.view(), 0), 0);
    assertFalse(machine.needsReset());
  }

  @Test
  void shouldReadBackItsOutputs() {
    asked.banks(0b101, 3.5).publish(nowNs);
    attach();
    cycles(2);

    assertEquals(0b101, PhysInputIo.IO.digitalIn().get(record.view()) & 0xFFFF_FFFFL);
    assertEquals(3.5, PhysInputIo.IO.analogInV().get(record.view(), 7));
    assertEquals(0b101, PhysInputIo.ACTUATOR.digitalOut().get(record.view()));
  }

  @Test
  void shouldDoTheSameEveryTime() {
    enable(0);
    drive(3, 300);
    double[] first = {position(0), PhysInputIo.AXIS.velocityMmPerS().get(record.view(), 0)};

    SimulatedMachineTest again = new SimulatedMachineTest();
    again.enable(0);
    again.drive(3, 300);

    double[] second = {
      again.position(0), PhysInputIo.AXIS.velocityMmPerS().get(again.record.view(), 0)
    };
    assertArrayEquals(first, second);
  }

  @Test
  void shouldNotJumpAfterAPause() {
    enable(0);
    drive(10, 100);
    double before = position(0);

    nowNs += 3_600_000 * MS;
    cycles(1);

    // 100 ms at no more than 1000 mm/s.
    assertTrue(position(0) - before <= 100);
    assertEquals(
        SafeReason.OUTPUT_STALE.code(), PhysInputIo.ACTUATOR.safeReason().get(record.view()));
  }

  @Test
  void shouldNotMindTimeThatGoesBack() {
    enable(0);
    drive(10, 100);
    double before = position(0);

    nowNs -= 500 * MS;
    cycles(1);

    assertEquals(before, position(0));
  }

  @Test
  void shouldBeNearlyTheSameAtAnyRate() {
    enable(0);
    drive(5, 100);
    double fast = position(0);

    SimulatedMachineTest slow = new SimulatedMachineTest();
    slow.enable(0);
    for (int i = 0; i < 10; i++) {
      slow.asked.axis(0, 5, true).publish(slow.nowNs);
      slow.machine.cycle(slow.nowNs);
      slow.nowNs += 10 * MS;
    }
    slow.machine.cycle(slow.nowNs);
    slow.machine.store(slow.record, slow.nowNs);

    assertEquals(fast, slow.position(0), 0.05 * fast);
  }

  @Test
  void shouldOverwriteEverythingThatAnotherRecordLeft() {
    machine = fit(NOTHING.with("axis.count", 1));
    MutableRecord other = MutableRecord.of(new byte[bytes.length]);
    Arrays.fill(bytes, (byte) 0x5A);

    machine.store(record, 0);
    machine.store(other, 0);

    for (Field field : machineFields()) {
      for (int i = 0; i < field.values(); i++) {
        assertEquals(field.value(other.view(), i), field.value(record.view(), i), field.name());
      }
    }
  }

  @Test
  void shouldKeepItsAxesWhereTheyAreWhenOnlyTheSafeOutputsChange() {
    enable(0);
    drive(5, 100);
    cycles(1000);
    double before = position(0);
    assertTrue(before > 0);

    Machine changed = fit(NOTHING.with("output.safeDigital", "0x10"));
    assertNotSame(machine, changed);
    machine = changed;
    cycles(1);

    assertEquals(before, position(0));
    assertEquals(0x10, PhysInputIo.ACTUATOR.digitalOut().get(record.view()));
  }

  @Test
  void shouldStartAnewWhenTheAxesChange() {
    enable(0);
    drive(5, 100);

    machine = fit(NOTHING.withAxis("massKg", "20"));
    cycles(1);

    assertEquals(0, position(0));
  }

  @Test
  void shouldAllocateNothingInACycle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    enable(0);
    drive(1, 100);
    cycles(20_000);

    long before = threads.getCurrentThreadAllocatedBytes();
    cycles(50_000);
    long perCycle = (threads.getCurrentThreadAllocatedBytes() - before) / 50_000;

    assertTrue(before > 0, "this JVM does not measure allocation");
    assertEquals(0, perCycle, "bytes a cycle");
  }

  private void enable(int axis) {
    asked.publish(nowNs);
    attach();
    cycles(1);
    asked.axis(axis, 0, true).publish(nowNs);
    machine.cycle(nowNs);
  }

  private void drive(double volts, int ms) {
    for (int i = 0; i < ms; i++) {
      asked.axis(0, volts, true).publish(nowNs);
      cycles(1);
    }
  }

  private void cycles(int count) {
    for (int i = 0; i < count; i++) {
      nowNs += MS;
      machine.cycle(nowNs);
      machine.store(record, nowNs);
    }
  }

  private void attach() {
    while (timer.pending() > 0) {
      timer.fire();
    }
  }

  private Machine fit(TestConfig config) {
    bay.fit(HalSettings.of(config.config()).machine());
    return bay.machine();
  }

  private double position(int axis) {
    return PhysInputIo.AXIS.positionMm().get(record.view(), axis);
  }

  private boolean status(int axis, int bit) {
    return AxisStatus.has(PhysInputIo.AXIS.status().get(record.view(), axis), bit);
  }

  private static List<Field> machineFields() {
    return PhysInputIo.LAYOUT.fields().stream()
        .filter(f -> f.name().matches("(axis|io|actuator)\\..*"))
        .toList();
  }
}
