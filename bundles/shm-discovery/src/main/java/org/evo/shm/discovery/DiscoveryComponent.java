// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Optional;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.SegmentListing;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.ShmException;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.spi.DirectoryWatch;
import org.evo.shm.spi.ProcessWatch;
import org.evo.shm.spi.SegmentProbe;
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
 * {@link IndexedDiscovery} as a service, kept up to date by a {@link DiscoveryThread}. Immediate:
 * the index is there before anybody asks. The thread begins anew when the configuration or one of
 * the watches changes; the index and its listeners stay.
 */
@Component(
    immediate = true,
    service = SegmentDiscovery.class,
    configurationPid = DiscoveryComponent.PID)
@Designate(ocd = DiscoveryComponent.Config.class)
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

  private final SegmentProbe probe;
  private final IndexedDiscovery discovery;
  private Optional<DirectoryWatch> directoryWatch = Optional.empty();
  private Optional<ProcessWatch> processWatch = Optional.empty();
  private DiscoverySettings settings = DiscoverySettings.DEFAULT;
  private Optional<DiscoveryThread> thread = Optional.empty();

  /**
   * @param probe the platform's
   */
  @Activate
  public DiscoveryComponent(@Reference SegmentProbe probe) {
    this.probe = probe;
    this.discovery = new IndexedDiscovery(probe);
  }

  /** The service is right from its first moment. */
  @Activate
  synchronized void activate(Config config) {
    configure(config);
    try {
      discovery.refresh();
    } catch (ShmException e) {
      LOG.warn("no segments can be found yet: {}", e.getMessage());
    }
    startThread();
  }

  @Modified
  synchronized void modified(Config config) {
    configure(config);
    restartThread();
  }

  @Deactivate
  synchronized void deactivate() {
    stopThread();
    discovery.close();
  }

  private void configure(Config config) {
    try {
      settings =
          new DiscoverySettings(
              ConfigValues.read("scanMs", config::scanMs),
              ConfigValues.read("validationMs", config::validationMs),
              ConfigValues.read("updatedMs", config::updatedMs),
              ConfigValues.choice("processWatch", config::processWatch, Watching.class)
                  == Watching.AUTO);
    } catch (IllegalArgumentException | InvalidRangeException e) {
      LOG.error(
          "configuration {} is refused, {} stays in force: {}", PID, settings, e.getMessage());
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindDirectoryWatch(DirectoryWatch watch) {
    directoryWatch = Optional.of(watch);
    restartThread();
  }

  /** The next one is bound before. */
  synchronized void unbindDirectoryWatch(DirectoryWatch watch) {
    if (directoryWatch.filter(present -> present == watch).isPresent()) {
      directoryWatch = Optional.empty();
      restartThread();
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindProcessWatch(ProcessWatch watch) {
    processWatch = Optional.of(watch);
    restartThread();
  }

  /** The next one is bound before. */
  synchronized void unbindProcessWatch(ProcessWatch watch) {
    if (processWatch.filter(present -> present == watch).isPresent()) {
      processWatch = Optional.empty();
      restartThread();
    }
  }

  private void startThread() {
    thread =
        Optional.of(
            DiscoveryThread.start(discovery, probe, settings, directoryWatch, processWatch));
  }

  private void stopThread() {
    thread.ifPresent(DiscoveryThread::close);
    thread = Optional.empty();
  }

  /** Nothing before activation and after deactivation. */
  private void restartThread() {
    if (thread.isPresent()) {
      stopThread();
      startThread();
    }
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
