// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Map;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The readers of a segment as a component, one a configuration. The service is registered in code,
 * for it comes and goes with the segment.
 */
@Component(
    name = ReaderComponent.PID,
    service = {},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ReaderConfig.class, factory = true)
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.evo.shm.SegmentReader\"",
    uses = SegmentReader.class)
public final class ReaderComponent {

  /** The factory PID of its configurations. */
  public static final String PID = "org.evo.shm.reader";

  private final ReaderCore core;

  /** Starts with a configuration; one that is refused leaves it without a service. */
  @Activate
  public ReaderComponent(
      @Reference(name = "manager") ShmLifecycleManager manager,
      BundleContext context,
      ReaderConfig config,
      Map<String, Object> properties) {
    core =
        new ReaderCore(
            new LayoutServices(context),
            offer ->
                new BundleRegistrar<>(
                    context,
                    SegmentReader.class,
                    new AttachedReaders(manager, offer.segment(), offer.expected())));
    core.configure(config, properties);
  }

  /** Discovery is there. An update of it does not take the readers away. */
  @Reference(
      name = "discovery",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addDiscovery(SegmentDiscovery discovery) {
    core.discoveryCame(discovery);
  }

  /** Discovery has gone. */
  void removeDiscovery(SegmentDiscovery discovery) {
    core.discoveryWent(discovery);
  }

  /** The configuration has changed. */
  @Modified
  void modified(ReaderConfig config, Map<String, Object> properties) {
    core.configure(config, properties);
  }

  /** Its end. */
  @Deactivate
  void deactivate() {
    core.stop();
  }
}
