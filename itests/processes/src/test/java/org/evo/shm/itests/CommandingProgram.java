// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.kit.ThreadRetryTimer;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.RecordPublisher;
import org.evo.shm.module.kit.SegmentKeeper;

/**
 * Commands drive 0 with 5 V in {@code phys_output_io}, a thousand times a second until it is
 * killed: {@code DIRECTORY}. Its enable bit is off in the first thousand records, so that whoever
 * attaches sees it off.
 */
final class CommandingProgram {

  static final double COMMAND_V = 5;
  static final long DIGITAL = 0b11;

  private static final long PERIOD_NS = 1_000_000;
  private static final long RECORDS_WITHOUT_ENABLE = 1000;

  private long records;

  public static void main(String[] args) {
    CommandingProgram program = new CommandingProgram();
    ModuleCondition condition =
        new ModuleCondition(PhysOutputIo.MODULE, List.of(PhysOutputIo.SEGMENT));
    condition.configurationAccepted();
    SegmentSpec spec =
        SegmentSpec.named(PhysOutputIo.SEGMENT)
            .module(PhysOutputIo.MODULE)
            .commitTime(CommitTime.LOOP)
            .record(PhysOutputIo.LAYOUT)
            .build();
    try (LinuxSharedMemory memory =
            new LinuxSharedMemory(LinuxSettings.inDirectory(Path.of(args[0])));
        ThreadRetryTimer timer = new ThreadRetryTimer("claim");
        SegmentKeeper keeper = new SegmentKeeper(memory, spec, timer, condition)) {
      keeper.claim();
      HeaderStamp header = new HeaderStamp(PhysOutputIo.HEADER);
      RecordPublisher publisher = new RecordPublisher(keeper, condition, header, program::fill);
      while (!Thread.currentThread().isInterrupted()) {
        publisher.publish(System.nanoTime());
        LockSupport.parkNanos(PERIOD_NS);
      }
    }
  }

  private void fill(MutableRecord record, long nowNs) {
    records++;
    PhysOutputIo.AXIS_OUTPUT.controlTimeNs().set(record, nowNs);
    PhysOutputIo.AXIS_OUTPUT.sensorTimeNs().set(record, nowNs);
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      boolean enable = axis == 0 && records > RECORDS_WITHOUT_ENABLE;
      PhysOutputIo.AXIS_OUTPUT.commandV().set(record, axis, enable ? COMMAND_V : 0);
      PhysOutputIo.AXIS_OUTPUT.enable().set(record, axis, enable);
    }
    PhysOutputIo.OUTPUT.emergencyStop().set(record, false);
    PhysOutputIo.OUTPUT.resetSequence().set(record, 0);
    PhysOutputIo.OUTPUT.digitalOut().set(record, DIGITAL);
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      PhysOutputIo.OUTPUT.analogOutV().set(record, channel, 0);
    }
  }
}
