// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physinput.ThermalFields;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.junit.jupiter.api.Test;

class HostSamplesTest {

  private static final long MAX_AGE_NS = 50;

  private final byte[] bytes = new byte[PhysInputIo.LAYOUT.sizeBytes()];
  private final MutableRecord record = MutableRecord.of(bytes);
  private final RecordView view = record.view();

  @Test
  void shouldStoreEveryValueOfEveryGroup() {
    good(100).store(record, 100, MAX_AGE_NS);

    assertEquals(2, PhysInputIo.CPU.coreCount().get(view));
    assertEquals(12.5, PhysInputIo.CPU.loadPercent().get(view));
    assertEquals(20, PhysInputIo.CPU.coreLoadPercent().get(view, 1));
    assertTrue(Double.isNaN(PhysInputIo.CPU.coreLoadPercent().get(view, 2)));
    assertEquals(0.5, PhysInputIo.CPU.loadAverage1Min().get(view));
    assertEquals(1500, PhysInputIo.CPU.frequencyMhz().get(view));
    assertEquals(8000, PhysInputIo.MEMORY.totalBytes().get(view));
    assertEquals(6000, PhysInputIo.MEMORY.availableBytes().get(view));
    assertEquals(2000, PhysInputIo.MEMORY.usedBytes().get(view));
    assertEquals(25, PhysInputIo.MEMORY.usedPercent().get(view));
    assertEquals(7, PhysInputIo.MEMORY.swapUsedBytes().get(view));
    assertEquals(1, PhysInputIo.THERMAL.temperatureCount().get(view));
    assertEquals(2, PhysInputIo.THERMAL.fanCount().get(view));
    assertEquals(40.5, PhysInputIo.THERMAL.temperatureCelsius().get(view, 0));
    assertEquals(900, PhysInputIo.THERMAL.fanRpm().get(view, 1));
    assertEquals("zone", PhysInputIo.THERMAL.temperatureNames().get(0).get(view));
    assertEquals(1, PhysInputIo.DISK.readBytesPerS().get(view));
    assertEquals(2, PhysInputIo.DISK.writeBytesPerS().get(view));
    assertEquals(3, PhysInputIo.DISK.busyPercent().get(view));
    assertEquals(4, PhysInputIo.NETWORK.rxBytesPerS().get(view));
    assertEquals(5, PhysInputIo.NETWORK.txBytesPerS().get(view));
    assertEquals(6, PhysInputIo.NETWORK.loopbackBytesPerS().get(view));
    assertEquals(155, PhysInputIo.SYSTEM.processCount().get(view));
    assertEquals(1000, PhysInputIo.SYSTEM.contextSwitchesPerS().get(view));
    assertEquals(1088.5, PhysInputIo.SYSTEM.uptimeS().get(view));
  }

  @Test
  void shouldStampEveryGroupWithItsTimeAndQuality() {
    good(100).store(record, 100 + MAX_AGE_NS, MAX_AGE_NS);

    for (GroupStamp stamp : stamps()) {
      assertEquals(100, stamp.timeNs().get(view), stamp.timeNs().name());
      assertEquals(Quality.GOOD, stamp.qualityIn(view), stamp.quality().name());
    }
  }

  @Test
  void shouldCallGoodValuesStaleOnceTheyAreTooOldAndKeepThem() {
    good(100).store(record, 101 + MAX_AGE_NS, MAX_AGE_NS);

    for (GroupStamp stamp : stamps()) {
      assertEquals(Quality.STALE, stamp.qualityIn(view), stamp.quality().name());
    }
    assertEquals(12.5, PhysInputIo.CPU.loadPercent().get(view));
  }

  @Test
  void shouldKeepBadValuesBadHoweverOldTheyAre() {
    HostSamples.none(100).store(record, Long.MAX_VALUE, MAX_AGE_NS);

    for (GroupStamp stamp : stamps()) {
      assertEquals(Quality.BAD, stamp.qualityIn(view), stamp.quality().name());
    }
  }

  @Test
  void shouldOverwriteEverythingThatAnotherRecordLeft() {
    Arrays.fill(bytes, (byte) 0x5A);

    HostSamples.none(0).store(record, 0, MAX_AGE_NS);

    for (Field field : hostFields()) {
      if (field instanceof FloatField number) {
        for (int i = 0; i < number.count(); i++) {
          assertTrue(Double.isNaN(number.get(view, i)), field.name());
        }
      } else {
        Object empty = field.values() == 1 ? field.value(view, 0) : "several";
        assertTrue(empty.equals(0L) || empty.equals(""), field.name() + " is " + empty);
      }
    }
  }

  private static List<Field> hostFields() {
    return PhysInputIo.LAYOUT.fields().stream()
        .filter(f -> f.name().matches("(cpu|memory|thermal|disk|network|system)\\..*"))
        .toList();
  }

  private static List<GroupStamp> stamps() {
    return List.of(
        PhysInputIo.CPU.stamp(),
        PhysInputIo.MEMORY.stamp(),
        PhysInputIo.THERMAL.stamp(),
        PhysInputIo.DISK.stamp(),
        PhysInputIo.NETWORK.stamp(),
        PhysInputIo.SYSTEM.stamp());
  }

  private static HostSamples good(long timeNs) {
    Quality good = Quality.GOOD;
    return new HostSamples(
        timeNs,
        new CpuSample(timeNs, good, 2, 12.5, Doubles.of(5, 20), 0.5, 1500),
        new MemorySample(timeNs, good, 8000, 6000, 7),
        new ThermalSample(
            timeNs,
            good,
            List.of(new EncodedText("zone", ThermalFields.NAME_BYTES)),
            Doubles.of(40.5),
            Doubles.of(0, 900)),
        new DiskSample(timeNs, good, 1, 2, 3),
        new NetworkSample(timeNs, good, 4, 5, 6),
        new SystemSample(timeNs, good, 155, 1000, 1088.5));
  }
}
