// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.util.List;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.hal.host.DriverListener;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known about the module, and the state that follows from it. Whoever learns something says
 * so here; the state itself is set by nobody. Each change goes to the log. Thread-safe.
 */
final class HalState implements DriverListener {

  static final String MODULE = PhysInputIo.MODULE;

  private static final Logger LOG = LoggerFactory.getLogger(HalState.class);

  private enum Segment {
    NONE,
    WAITING,
    REFUSED,
    CLAIMED
  }

  private boolean stopped;
  private boolean configured;
  private String configRefusal = "";
  private Segment segment = Segment.NONE;
  private String segmentProblem = "";
  private boolean publishing;
  private String driverFailure = "";
  private boolean driverStalled;
  private volatile ModuleStatus status = derive();

  /** The newest state. Timing: hot. */
  ModuleStatus status() {
    return status;
  }

  /** A configuration is in force. */
  synchronized void configurationAccepted() {
    configured = true;
    configRefusal = "";
    update();
  }

  /** A configuration was refused; the one before it, if any, is still in force. */
  synchronized void configurationRefused(String reason) {
    configRefusal = reason;
    update();
  }

  /** The segment is ours; the first record has yet to come. */
  synchronized void segmentClaimed() {
    segment(Segment.CLAIMED, "");
  }

  /** The segment cannot be had now. */
  synchronized void segmentWaiting(String reason) {
    segment(Segment.WAITING, reason);
  }

  /** The segment cannot be had, and trying again is useless. */
  synchronized void segmentRefused(String reason) {
    segment(Segment.REFUSED, reason);
  }

  /** Records are being published. */
  synchronized void publishing() {
    publishing = true;
    update();
  }

  @Override
  public synchronized void failed(String text) {
    driverFailure = text;
    update();
  }

  @Override
  public synchronized void recovered() {
    driverFailure = "";
    update();
  }

  /** The drivers' results are too old, or are fresh again. */
  synchronized void driverStalled(boolean stalled) {
    driverStalled = stalled;
    update();
  }

  /** Other drivers run now: what the ones before them did no longer counts. */
  synchronized void driversReplaced() {
    driverFailure = "";
    driverStalled = false;
    update();
  }

  /** The end; what comes later changes nothing. */
  synchronized void stopped() {
    stopped = true;
    segment(Segment.NONE, "");
  }

  private void segment(Segment now, String problem) {
    segment = now;
    segmentProblem = problem;
    publishing = false;
    update();
  }

  private void update() {
    ModuleStatus before = status;
    status = derive();
    if (before.state() != status.state() || before.fault() != status.fault()) {
      report(status);
    }
  }

  private static void report(ModuleStatus now) {
    String why = now.text().isEmpty() ? "" : ": " + now.text();
    switch (now.state()) {
      case FAULT -> LOG.error("{} is {}{}", MODULE, now.state(), why);
      case WAITING, DEGRADED -> LOG.warn("{} is {}{}", MODULE, now.state(), why);
      default -> LOG.info("{} is {}{}", MODULE, now.state(), why);
    }
  }

  private ModuleStatus derive() {
    if (stopped) {
      return status(ModuleState.STOPPED, ModuleFault.NONE, "");
    }
    if (!configured) {
      return configRefusal.isEmpty()
          ? status(ModuleState.INIT, ModuleFault.NONE, "")
          : status(ModuleState.FAULT, ModuleFault.CONFIGURATION, configRefusal);
    }
    return switch (segment) {
      case NONE -> status(ModuleState.INIT, ModuleFault.NONE, "");
      case WAITING -> status(ModuleState.WAITING, ModuleFault.SEGMENT_UNAVAILABLE, segmentProblem);
      case REFUSED -> status(ModuleState.FAULT, ModuleFault.SEGMENT_REFUSED, segmentProblem);
      case CLAIMED -> claimed();
    };
  }

  private ModuleStatus claimed() {
    if (!publishing) {
      return status(ModuleState.INIT, ModuleFault.NONE, "no cycle has run yet");
    }
    if (!driverFailure.isEmpty()) {
      return status(ModuleState.DEGRADED, ModuleFault.DRIVER_FAILED, driverFailure);
    }
    if (driverStalled) {
      return status(
          ModuleState.DEGRADED, ModuleFault.DRIVER_STALLED, "a driver delivers nothing new");
    }
    return status(ModuleState.RUNNING, ModuleFault.NONE, "");
  }

  private ModuleStatus status(ModuleState state, ModuleFault fault, String text) {
    boolean rejected = !configRefusal.isEmpty();
    return new ModuleStatus(
        MODULE,
        state,
        fault,
        text.isEmpty() && rejected ? "configuration refused: " + configRefusal : text,
        segment == Segment.CLAIMED ? List.of(PhysInputIo.SEGMENT) : List.of(),
        rejected);
  }
}
