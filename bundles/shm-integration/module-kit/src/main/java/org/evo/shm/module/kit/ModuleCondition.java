// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known about a module, and the state that follows from it. Whoever learns something says
 * so here; the state itself is set by nobody. Changes go to the log, as many of them as {@link
 * StateReports} lets. Thread-safe.
 */
public final class ModuleCondition implements SegmentListener {

  private static final Logger LOG = LoggerFactory.getLogger(ModuleCondition.class);

  private enum Claim {
    NONE,
    WAITING,
    REFUSED,
    CLAIMED
  }

  private record Segment(Claim claim, String problem) {}

  private final StateReports reports = new StateReports(ModuleCondition::report);
  private final String module;
  private final Map<String, Segment> segments = new TreeMap<>();
  private final Map<ModuleFault, String> problems = new EnumMap<>(ModuleFault.class);
  private boolean stopped;
  private boolean configured;
  private String configRefusal = "";
  private boolean publishing;

  /** Why the loop does not run, empty when it does. */
  private volatile String loopRefusal = "";

  /** A bit for each of {@code problems}, to look at without the lock. */
  private volatile long raised;

  private volatile ModuleStatus status;

  /** The loop's time when it was last called. */
  private volatile long loopNs;

  /**
   * @param module its name
   * @param segments those that it is to own
   */
  public ModuleCondition(String module, List<String> segments) {
    this.module = module;
    segments.forEach(segment -> this.segments.put(segment, new Segment(Claim.NONE, "")));
    status = derive();
  }

  /** The newest state. Timing: hot. */
  public ModuleStatus status() {
    return status;
  }

  /** A configuration is in force. */
  public synchronized void configurationAccepted() {
    configured = true;
    configRefusal = "";
    update();
  }

  /** A configuration was refused; the one before it, if any, is still in force. */
  public synchronized void configurationRefused(String reason) {
    configRefusal = reason;
    update();
  }

  @Override
  public synchronized void segmentClaimed(String segment) {
    segment(segment, Claim.CLAIMED, "");
  }

  @Override
  public synchronized void segmentWaiting(String segment, String reason) {
    segment(segment, Claim.WAITING, reason);
  }

  @Override
  public synchronized void segmentRefused(String segment, String reason) {
    segment(segment, Claim.REFUSED, reason);
  }

  /** The loop is not called: see {@link org.evo.shm.cycle.CyclicTask#refused}. */
  public synchronized void loopRefused(String reason) {
    loopRefusal = reason;
    update();
  }

  /** The loop is called, for example again. Once a cycle. Timing: hot unless that is new. */
  public void loopRuns(long nowNs) {
    loopNs = nowNs;
    if (!loopRefusal.isEmpty()) {
      loopGranted();
    }
    if (reports.isDue()) {
      catchUp(nowNs);
    }
  }

  /** Records are being published. */
  public synchronized void publishing() {
    publishing = true;
    update();
  }

  /**
   * There is, or is no longer, a reason for the module to be DEGRADED. Of several the first of
   * {@link ModuleFault} is shown. Timing: hot when that is known already; a change takes a lock and
   * a line in the log.
   *
   * @param text the same for people
   */
  public void degraded(ModuleFault fault, boolean present, String text) {
    if (isRaised(fault) != present) {
      changeProblem(fault, present, text);
    }
  }

  /** Whether {@link #degraded} was told that this reason is present. Timing: hot. */
  public boolean isRaised(ModuleFault fault) {
    return (raised & bit(fault)) != 0;
  }

  /** The end; what comes later changes nothing. */
  public synchronized void stopped() {
    stopped = true;
    segments.replaceAll((name, segment) -> new Segment(Claim.NONE, ""));
    update();
  }

  private synchronized void catchUp(long nowNs) {
    reports.catchUp(status, nowNs);
  }

  private synchronized void loopGranted() {
    loopRefusal = "";
    update();
  }

  private synchronized void changeProblem(ModuleFault fault, boolean present, String text) {
    if (present) {
      problems.put(fault, text);
      raised |= bit(fault);
    } else {
      problems.remove(fault);
      raised &= ~bit(fault);
    }
    update();
  }

  private static long bit(ModuleFault fault) {
    return 1L << fault.ordinal();
  }

  private void segment(String name, Claim claim, String problem) {
    if (stopped) {
      return;
    }
    segments.put(name, new Segment(claim, problem));
    publishing = false;
    update();
  }

  private void update() {
    ModuleStatus before = status;
    status = derive();
    if (before.state() != status.state() || before.fault() != status.fault()) {
      reports.changed(status, loopNs);
    }
  }

  private static void report(ModuleStatus now, int unreported) {
    String told = unreported == 0 ? "" : " (" + unreported + " changes before were not logged)";
    String why = (now.text().isEmpty() ? "" : ": " + now.text()) + told;
    switch (now.state()) {
      case FAULT -> LOG.error("{} is {}{}", now.module(), now.state(), why);
      case WAITING, DEGRADED -> LOG.warn("{} is {}{}", now.module(), now.state(), why);
      default -> LOG.info("{} is {}{}", now.module(), now.state(), why);
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
    if (!loopRefusal.isEmpty()) {
      return status(ModuleState.FAULT, ModuleFault.LOOP_REFUSED, loopRefusal);
    }
    return switch (worstClaim()) {
      case REFUSED ->
          status(ModuleState.FAULT, ModuleFault.SEGMENT_REFUSED, problemOf(Claim.REFUSED));
      case WAITING ->
          status(ModuleState.WAITING, ModuleFault.SEGMENT_UNAVAILABLE, problemOf(Claim.WAITING));
      case NONE -> status(ModuleState.INIT, ModuleFault.NONE, "");
      case CLAIMED -> claimed();
    };
  }

  private Claim worstClaim() {
    for (Claim worst : List.of(Claim.REFUSED, Claim.WAITING, Claim.NONE)) {
      if (segments.values().stream().anyMatch(segment -> segment.claim() == worst)) {
        return worst;
      }
    }
    return Claim.CLAIMED;
  }

  private String problemOf(Claim claim) {
    return segments.values().stream()
        .filter(segment -> segment.claim() == claim)
        .map(Segment::problem)
        .findFirst()
        .orElse("");
  }

  private ModuleStatus claimed() {
    if (!publishing) {
      return status(ModuleState.INIT, ModuleFault.NONE, "no cycle has run yet");
    }
    return problems.entrySet().stream()
        .findFirst()
        .map(problem -> status(ModuleState.DEGRADED, problem.getKey(), problem.getValue()))
        .orElseGet(() -> status(ModuleState.RUNNING, ModuleFault.NONE, ""));
  }

  private ModuleStatus status(ModuleState state, ModuleFault fault, String text) {
    boolean rejected = !configRefusal.isEmpty();
    return new ModuleStatus(
        module,
        state,
        fault,
        text.isEmpty() && rejected ? "configuration refused: " + configRefusal : text,
        owned(),
        rejected);
  }

  private List<String> owned() {
    return segments.entrySet().stream()
        .filter(segment -> segment.getValue().claim() == Claim.CLAIMED)
        .map(Map.Entry::getKey)
        .toList();
  }
}
