// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.osgi;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentProbe;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The platform that all bundles of this container share, its probe and its cleaner. Immediate: what
 * bundles have left parked before an update of this one is to be looked after though nobody asks.
 */
@Component(
    immediate = true,
    service = {PlatformComponent.class, SegmentProbe.class, SegmentCleaner.class},
    configurationPid = PlatformComponent.PID)
@Designate(ocd = PlatformComponent.Config.class)
public final class PlatformComponent implements SegmentProbe, SegmentCleaner {

  /** The configuration's PID. */
  public static final String PID = "org.evo.shm.core";

  /**
   * Framework property with the directory: what a launcher was told comes before the configuration.
   */
  public static final String DIRECTORY_PROPERTY = "org.evo.shm.dir";

  /** See the README of this bundle. */
  @ObjectClassDefinition(name = "EVO shared memory")
  public @interface Config {

    @AttributeDefinition(
        name = "Directory",
        description =
            "Where the segments are, on tmpfs, unless the framework property org.evo.shm.dir says;"
                + " empty: environment variable EVO_SHM_DIR, then /dev/shm")
    String directory() default "";

    @AttributeDefinition(
        name = "Group",
        description = "Numeric id of a group that may read segments created here; -1: none")
    int group() default -1;

    @AttributeDefinition(
        name = "Trusted users",
        description = "Numeric ids of users whose segments may be read, besides our own and root")
    int[] trusted_users() default {};

    @AttributeDefinition(
        name = "Segments per process",
        description = "How many writers may be open at a time in this container")
    int limit_process_segments() default 16;

    @AttributeDefinition(
        name = "Segments per directory",
        description =
            "How many the directory may hold, of all processes, for a new one to be added")
    int limit_directory_segments() default 1024;

    @AttributeDefinition(
        name = "New segments per second",
        description = "How many names this container may add to the directory within a second")
    int limit_creations_per_second() default 100;

    @AttributeDefinition(
        name = "Memory",
        description =
            "How many bytes the segments of this container may have in all, each with all its"
                + " slots; 0: as many as fit into the file system of the directory")
    long limit_memory_bytes() default 0;

    @AttributeDefinition(
        name = "Alert",
        description = "From how many percent of a limit on a warning is logged, once a minute")
    int alert_percent() default 80;
  }

  private final LinuxPlatform platform;

  @Activate
  public PlatformComponent(Config config, Map<String, Object> properties, BundleContext context) {
    this.platform =
        new LinuxPlatform(
            PlatformSettings.of(config, properties, context.getProperty(DIRECTORY_PROPERTY)));
    platform.resumeParked();
  }

  /**
   * What bundles left parked is kept over an update of this bundle; when the framework stops,
   * nobody will come back for it.
   */
  @Deactivate
  void deactivate(BundleContext context) {
    boolean stopping = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING;
    try {
      if (stopping) {
        platform.removeParked();
      }
    } finally {
      platform.close();
    }
  }

  LinuxPlatform platform() {
    return platform;
  }

  @Override
  public Path directory() {
    return platform.probe().directory();
  }

  @Override
  public boolean isCandidate(String fileName) {
    return platform.probe().isCandidate(fileName);
  }

  @Override
  public Optional<String> companionOf(String fileName) {
    return platform.probe().companionOf(fileName);
  }

  @Override
  public ProbeResult probe(Path file) {
    return platform.probe().probe(file);
  }

  @Override
  public CleanupReport clean(CleanupRequest request) {
    return platform.cleaner().clean(request);
  }

  @Override
  public CleanupReport clean(Set<String> segments, CleanupRequest request) {
    return platform.cleaner().clean(segments, request);
  }
}
