// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Map;
import java.util.Optional;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentProbe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has abandoned segments removed while the platform's cleaner is there. */
@Component(
    immediate = true,
    service = {},
    configurationPid = CleanupComponent.PID)
@Designate(ocd = CleanupComponent.Config.class)
public final class CleanupComponent {

  /** The configuration's PID. */
  public static final String PID = "org.evo.shm.cleanup";

  private static final Logger LOG = LoggerFactory.getLogger(CleanupComponent.class);

  /** See the README of this bundle. */
  @ObjectClassDefinition(name = "EVO shared memory: cleanup")
  public @interface Config {

    @AttributeDefinition(
        name = "Enabled",
        description = "Whether abandoned segments are removed",
        type = AttributeType.BOOLEAN)
    String enabled() default "true";

    @AttributeDefinition(
        name = "Grace",
        description = "After the death of a writer was noticed, in ms; 0 to a day")
    long graceMs() default 10_000;

    @AttributeDefinition(
        name = "Period",
        description = "Between passes over the whole directory, in ms; 100 to a day")
    long periodMs() default 30_000;

    @AttributeDefinition(
        name = "Stale",
        description = "From when on attached readers do not keep an abandoned segment, in ms")
    long staleAfterMs() default 86_400_000;
  }

  private final SegmentDiscovery discovery;
  private final SegmentCleaner cleaner;
  private final SegmentProbe probe;
  private final ConfigLog configurations = new ConfigLog(LOG, PID, Config.class);
  private CleanupSettings settings = CleanupSettings.DEFAULT;
  private Optional<CleanupThread> thread = Optional.empty();

  /**
   * @param discovery tells what is abandoned
   * @param cleaner removes it
   * @param probe looks for readers
   */
  @Activate
  public CleanupComponent(
      Config config,
      Map<String, Object> properties,
      @Reference SegmentDiscovery discovery,
      @Reference SegmentCleaner cleaner,
      @Reference SegmentProbe probe) {
    this.discovery = discovery;
    this.cleaner = cleaner;
    this.probe = probe;
    modified(config, properties);
  }

  @Modified
  void modified(Config config, Map<String, Object> properties) {
    configurations.arrived(properties);
    try {
      settings =
          new CleanupSettings(
              ConfigValues.flag("enabled", config::enabled),
              ConfigValues.read("graceMs", config::graceMs),
              ConfigValues.read("periodMs", config::periodMs),
              ConfigValues.read("staleAfterMs", config::staleAfterMs));
      configurations.accepted();
    } catch (IllegalArgumentException | InvalidRangeException e) {
      configurations.refused(e.getMessage(), true);
    }
    deactivate();
    if (settings.enabled()) {
      thread = Optional.of(CleanupThread.start(settings, discovery, cleaner, probe));
    }
  }

  @Deactivate
  void deactivate() {
    thread.ifPresent(CleanupThread::close);
    thread = Optional.empty();
  }
}
