// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.cycle.CycleMonitor;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.spi.ThreadScheduling;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the tasks that modules register. */
@Component(name = CycleComponent.PID, immediate = true)
@Designate(ocd = CycleConfig.class)
public final class CycleComponent implements CycleMonitor {

  /** The PID of its configuration. */
  static final String PID = "org.evo.shm.cycle";

  private static final Logger LOG = LoggerFactory.getLogger(CycleComponent.class);

  private final CycleEngine engine = new CycleEngine(new SystemClock());
  private final MissReporter reporter = new MissReporter(engine::statistics, LOG::warn);
  private final ConfigLog log = new ConfigLog(LOG, PID, CycleConfig.class);
  private ThreadScheduling platform;
  private volatile String refusal = "";
  private boolean configured;

  /** Starts with the configuration there is, which may be none. Without a good one no loop runs. */
  @Activate
  public CycleComponent(CycleConfig config, Map<String, Object> properties) {
    configure(config, properties);
    reporter.start();
  }

  /** A task has come. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindTask(CyclicTask task) {
    engine.add(task);
  }

  /** A task has gone; after the deactivation this still comes, once for each. */
  void unbindTask(CyclicTask task) {
    engine.remove(task);
  }

  /** Threads can be scheduled. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindScheduling(ThreadScheduling scheduling) {
    platform = scheduling;
    engine.platform(Optional.of(scheduling));
  }

  /** They can no more; the bind of a successor comes before this. */
  synchronized void unbindScheduling(ThreadScheduling scheduling) {
    if (platform == scheduling) {
      platform = null;
      engine.platform(Optional.empty());
    }
  }

  @Override
  public List<CycleStatistics> statistics() {
    return engine.statistics();
  }

  @Override
  public String configurationRefusal() {
    return refusal;
  }

  /** The configuration has changed. A refused one leaves the one before it in force. */
  @Modified
  void modified(CycleConfig config, Map<String, Object> properties) {
    configure(config, properties);
  }

  private void configure(CycleConfig config, Map<String, Object> properties) {
    log.arrived(properties);
    try {
      engine.schedule(PlanParser.parse(config.loops()));
      refusal = "";
      configured = true;
      log.accepted();
    } catch (InvalidRangeException e) {
      log.refused(e.getMessage(), configured);
      refusal = e.getMessage();
      engine.refuseUnlessScheduled(e);
    }
  }

  /** Ends all loops. */
  @Deactivate
  void deactivate() {
    reporter.close();
    engine.close();
  }
}
