// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.AxisSensorFields;
import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.RecordView;

/** What the sensors say of one axis, and whether that can be. Owned by one thread. Hot. */
final class AxisSensor {

  /** No encoder of a machine that moves as its velocity says goes that far between two records. */
  private static final double JUMP_MM = 1;

  /** For how long an axis is taken to move on as it did. */
  private static final double MAX_AHEAD_S = 0.1;

  private static final double NS_PER_S = 1e9;
  private static final AxisSensorFields AXIS = PhysInputIo.AXIS;
  private static final HeaderFields HEADER = PhysInputIo.HEADER;

  private final int axis;
  private boolean valid;
  private boolean known;
  private long heartbeat;
  private long timeNs;
  private double encoderMm = Double.NaN;
  private double velocityMmPerS = Double.NaN;
  private double sinceMm;
  private int status;

  AxisSensor(int axis) {
    this.axis = axis;
  }

  /**
   * Takes the newest record.
   *
   * @param fresh whether it is one that is not too old
   * @return whether the encoder counts from somewhere else than before: its position means nothing
   *     any more
   */
  boolean take(RecordView record, boolean fresh, long nowNs) {
    double positionMm = AXIS.positionMm().get(record, axis);
    double velocity = AXIS.velocityMmPerS().get(record, axis);
    status = (int) AXIS.status().get(record, axis);
    valid =
        fresh
            && AXIS.stamp().qualityIn(record) == Quality.GOOD
            && AxisStatus.has(status, AxisStatus.PRESENT)
            && Double.isFinite(positionMm)
            && Double.isFinite(velocity);
    if (!valid) {
      return false;
    }
    boolean elsewhere = known && isElsewhere(record, positionMm, velocity);
    known = true;
    heartbeat = HEADER.heartbeat().get(record);
    timeNs = HEADER.publishTimeNs().get(record);
    encoderMm = positionMm;
    velocityMmPerS = velocity;
    sinceMm = velocity * Math.max(0, Math.min(MAX_AHEAD_S, (nowNs - timeNs) / NS_PER_S));
    return elsewhere;
  }

  /** Whether the values are of now, and make sense. */
  boolean isValid() {
    return valid;
  }

  /** The encoder's position in the record; the last one while it is not valid. */
  double encoderMm() {
    return encoderMm;
  }

  /**
   * The encoder's position now: an axis moves on while its record gets older, and a loop that did
   * not know that would push it on to where it is already.
   */
  double encoderNowMm() {
    return encoderMm + sinceMm;
  }

  double velocityMmPerS() {
    return velocityMmPerS;
  }

  int status() {
    return status;
  }

  boolean has(int bit) {
    return AxisStatus.has(status, bit);
  }

  /** Whether the end switch is pressed in that direction: there is no way on. */
  boolean isAtEnd(double direction) {
    return direction > 0 && has(AxisStatus.LIMIT_POSITIVE)
        || direction < 0 && has(AxisStatus.LIMIT_NEGATIVE);
  }

  /** Its module was started anew, or it jumped. */
  private boolean isElsewhere(RecordView record, double positionMm, double velocity) {
    double seconds = Math.max(0, (HEADER.publishTimeNs().get(record) - timeNs) / NS_PER_S);
    double fastest = Math.max(Math.abs(velocity), Math.abs(velocityMmPerS));
    return HEADER.heartbeat().get(record) < heartbeat
        || Math.abs(positionMm - encoderMm) > JUMP_MM + 2 * fastest * seconds;
  }
}
