// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.SegmentListing;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.kit.ThreadRetryTimer;
import org.evo.shm.spi.DirectoryWatch;
import org.evo.shm.spi.ProcessWatch;
import org.evo.shm.spi.SegmentProbe;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link DiscoveryCore} as a service, from when somebody can look for the first time: who finds it
 * finds what there is. Registered in code, because it stays while the platform's implementation is
 * updated.
 */
@Component(
    immediate = true,
    service = {},
    configurationPid = DiscoveryComponent.PID)
@Designate(ocd = DiscoveryComponent.Config.class)
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.evo.shm.SegmentDiscovery\"",
    uses = SegmentDiscovery.class)
public final class DiscoveryComponent implements SegmentDiscovery {

  /** The configuration's PID. */
  public static final String PID = "org.evo.shm.discovery";

  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryComponent.class);

  /** See the README of this bundle. */
  @ObjectClassDefinition(name = "EVO shared memory: discovery")
  public @interface Config {

    @AttributeDefinition(name = "Scan", description = "Between looks at everything, in ms")
    long scanMs() default 30_000;

    @AttributeDefinition(
        name = "Validation",
        description =
            "Between looks at files whose changes nobody announces, such as a writer that cannot"
                + " be watched, in ms")
    long validationMs() default 5000;

    @AttributeDefinition(
        name = "Updates",
        description = "Between looks at versions, and at most one UPDATED a segment; 0: never")
    long updatedMs() default 1000;

    @AttributeDefinition(
        name = "Process watch",
        description = "auto: writers are watched where that can be done; off: they are validated")
    String processWatch() default "auto";
  }

  private enum Watching {
    AUTO,
    OFF
  }

  private final ConfigLog configurations = new ConfigLog(LOG, PID, Config.class);
  private final DiscoveryCore core =
      new DiscoveryCore(new ThreadRetryTimer("evo-shm-grace"), ShmLifecycleManager.PARK_MS);
  private final SegmentDiscovery discovery = core.discovery();
  private final BundleContext context;
  private final AtomicBoolean offered = new AtomicBoolean();
  private final AtomicReference<ServiceRegistration<?>> registration = new AtomicReference<>();
  private DiscoverySettings settings = DiscoverySettings.DEFAULT;
  private volatile boolean ended;

  /**
   * @param context registers the service
   */
  @Activate
  public DiscoveryComponent(BundleContext context) {
    this.context = context;
  }

  @Activate
  void activate(Config config, Map<String, Object> properties) {
    configure(config, properties);
    core.start(settings);
    offer();
  }

  @Modified
  void modified(Config config, Map<String, Object> properties) {
    configure(config, properties);
    core.configure(settings);
  }

  @Deactivate
  void deactivate() {
    ended = true;
    withdraw();
    core.stop();
  }

  private void configure(Config config, Map<String, Object> properties) {
    configurations.arrived(properties);
    try {
      settings =
          new DiscoverySettings(
              ConfigValues.read("scanMs", config::scanMs),
              ConfigValues.read("validationMs", config::validationMs),
              ConfigValues.read("updatedMs", config::updatedMs),
              ConfigValues.choice("processWatch", config::processWatch, Watching.class)
                  == Watching.AUTO);
      configurations.accepted();
    } catch (IllegalArgumentException | InvalidRangeException e) {
      configurations.refused(e.getMessage(), true);
    }
  }

  /** Once, and without any lock: it runs the code of other bundles. */
  private void offer() {
    if (core.canLook() && offered.compareAndSet(false, true)) {
      registration.set(context.registerService(SegmentDiscovery.class, this, null));
      if (ended) {
        withdraw();
      }
    }
  }

  private void withdraw() {
    ServiceRegistration<?> present = registration.getAndSet(null);
    if (present != null) {
      present.unregister();
    }
  }

  /** An update of the platform's implementation does not take the service away. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindProbe(SegmentProbe probe) {
    core.probeCame(probe);
    offer();
  }

  /** The next one is bound before. */
  void unbindProbe(SegmentProbe probe) {
    core.probeWent(probe);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindDirectoryWatch(DirectoryWatch watch) {
    core.directoryWatchCame(watch);
  }

  /** The next one is bound before. */
  void unbindDirectoryWatch(DirectoryWatch watch) {
    core.directoryWatchWent(watch);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindProcessWatch(ProcessWatch watch) {
    core.processWatchCame(watch);
  }

  /** The next one is bound before. */
  void unbindProcessWatch(ProcessWatch watch) {
    core.processWatchWent(watch);
  }

  @Override
  public SegmentListing list() {
    return discovery.list();
  }

  @Override
  public Optional<SegmentInfo> find(String segment) {
    return discovery.find(segment);
  }

  @Override
  public SegmentListing refresh() {
    return discovery.refresh();
  }

  @Override
  public Optional<SegmentInfo> refresh(String segment) {
    return discovery.refresh(segment);
  }

  @Override
  public Registration addListener(SegmentListener listener) {
    return discovery.addListener(listener);
  }
}
