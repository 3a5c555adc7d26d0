// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.output;

import org.evo.shm.contract.Axes;
import org.evo.shm.contract.InputState;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.Staleness;

/**
 * Decides what is driven: what {@code phys_output_io} asks for, if that and the controller behind
 * it are fresh, makes sense and says no emergency stop; safe outputs otherwise. Owned by the
 * publishing task. Hot.
 */
public final class OutputGate implements AutoCloseable {

  private final InputLink link;
  private final Staleness controller;
  private final Outputs outputs;
  private boolean resetKnown;
  private long resetSequence;

  /**
   * @param link to {@code phys_output_io}; closed with this
   */
  public OutputGate(InputLink link, OutputSettings settings) {
    this.link = link;
    this.controller = new Staleness(settings.controller());
    this.outputs = new Outputs(settings);
  }

  /** What is driven now; the same object all along. */
  public Outputs outputs() {
    return outputs;
  }

  /** Whether only a reset brings back what was asked for. */
  public boolean needsReset() {
    return link.state() == InputState.LATCHED || controller.state() == InputState.LATCHED;
  }

  /** Decides anew. Once a cycle. */
  public void cycle(long nowNs) {
    InputState state = link.poll(nowNs);
    if (state == InputState.ABSENT) {
      outputs.safeAll(SafeReason.NO_OUTPUT);
      return;
    }
    RecordView asked = link.view();
    outputs.lookedAt(asked);
    noticeReset(asked);
    judgeController(asked, nowNs);
    if (link.isUsable()) {
      decide(asked);
    } else {
      outputs.safeAll(link.isOld() ? SafeReason.OUTPUT_STALE : SafeReason.LATCHED);
    }
  }

  /** Gives the link back. Idempotent. Timing: cold. */
  @Override
  public void close() {
    link.close();
  }

  /** Takes effect with the next record. */
  private void noticeReset(RecordView asked) {
    long sequence = PhysOutputIo.OUTPUT.resetSequence().get(asked);
    if (resetKnown && sequence != resetSequence && sequence != 0) {
      link.acknowledge();
      controller.acknowledge();
    }
    resetKnown = true;
    resetSequence = sequence;
  }

  private void judgeController(RecordView asked, long nowNs) {
    long timeNs = PhysOutputIo.AXIS_OUTPUT.controlTimeNs().get(asked);
    if (timeNs == 0) {
      controller.absent();
    } else {
      controller.aged(nowNs - timeNs);
    }
  }

  private void decide(RecordView asked) {
    if (PhysOutputIo.OUTPUT.emergencyStop().get(asked)) {
      outputs.safeAll(SafeReason.EMERGENCY_STOP);
    } else if (!isSane(asked)) {
      outputs.safeAll(SafeReason.INVALID_OUTPUT);
    } else if (controller.state() == InputState.LIVE) {
      outputs.drive(asked);
    } else {
      boolean latched = controller.state() == InputState.LATCHED && !controller.isOld();
      outputs.driveBanksOnly(asked, latched ? SafeReason.LATCHED : SafeReason.CONTROLLER_STALE);
    }
  }

  /** A drive that is not to be enabled may be asked for anything. */
  private static boolean isSane(RecordView asked) {
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      if (PhysOutputIo.AXIS_OUTPUT.enable().get(asked, axis)
          && !Double.isFinite(PhysOutputIo.AXIS_OUTPUT.commandV().get(asked, axis))) {
        return false;
      }
    }
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      if (!Double.isFinite(PhysOutputIo.OUTPUT.analogOutV().get(asked, channel))) {
        return false;
      }
    }
    return true;
  }
}
