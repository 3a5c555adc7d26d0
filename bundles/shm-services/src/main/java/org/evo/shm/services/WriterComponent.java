// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Map;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.kit.ThreadRetryTimer;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A writer as a component, one a configuration. The service is registered in code, for it comes
 * with the segment.
 */
@Component(
    name = WriterComponent.PID,
    service = {},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WriterConfig.class, factory = true)
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.evo.shm.SegmentWriter\"",
    uses = SegmentWriter.class)
public final class WriterComponent {

  /** The factory PID of its configurations. */
  public static final String PID = "org.evo.shm.writer";

  private final WriterCore core;

  /** Starts with a configuration; one that is refused leaves it without a service. */
  @Activate
  public WriterComponent(
      @Reference(name = "manager") ShmLifecycleManager manager,
      BundleContext context,
      WriterConfig config,
      Map<String, Object> properties) {
    core =
        new WriterCore(
            manager,
            new LayoutServices(context),
            new ThreadRetryTimer("evo-shm-claim"),
            lease -> new BundleRegistrar<>(context, SegmentWriter.class, new LentWriters(lease)));
    core.configure(config, properties);
  }

  /** The configuration has changed. */
  @Modified
  void modified(WriterConfig config, Map<String, Object> properties) {
    core.configure(config, properties);
  }

  /** Its end: a segment that is configured no more is removed, any other is parked. */
  @Deactivate
  void deactivate(int reason) {
    core.stop(reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED);
  }
}
