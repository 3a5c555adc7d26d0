// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/** A record of {@code phys_input_io} about axis 0, good unless a test says otherwise. */
final class SensorRecord {

  private final MutableRecord record = MutableRecord.of(new byte[PhysInputIo.LAYOUT.sizeBytes()]);
  private int status = AxisStatus.PRESENT;

  SensorRecord at(long heartbeat, long timeNs, double positionMm, double velocity) {
    PhysInputIo.HEADER.heartbeat().set(record, heartbeat);
    PhysInputIo.HEADER.publishTimeNs().set(record, timeNs);
    PhysInputIo.AXIS.stamp().store(record, timeNs, Quality.GOOD);
    PhysInputIo.AXIS.positionMm().set(record, 0, positionMm);
    PhysInputIo.AXIS.velocityMmPerS().set(record, 0, velocity);
    PhysInputIo.AXIS.status().set(record, 0, status);
    return this;
  }

  SensorRecord quality(Quality quality) {
    PhysInputIo.AXIS.stamp().quality().set(record, quality.code());
    return this;
  }

  SensorRecord status(int newStatus) {
    status = newStatus;
    PhysInputIo.AXIS.status().set(record, 0, status);
    return this;
  }

  RecordView view() {
    return record.view();
  }
}
