// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.util.Map;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.kit.ThreadRetryTimer;
import org.evo.shm.module.EvoModule;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.module.kit.TaskRegistry;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The hardware abstraction as a component. The task is registered in code, for its rate may change.
 */
@Component(name = HalModule.PID, immediate = true)
@Designate(ocd = HalConfig.class)
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.evo.shm.cycle.CyclicTask\"",
    uses = CyclicTask.class)
public final class HalModule implements EvoModule {

  /** The PID of its configuration. */
  static final String PID = "org.evo.shm.hal";

  private final HalCore core;

  /** Starts with the configuration there is, which may be none. */
  @Activate
  public HalModule(
      @Reference(name = "manager") ShmLifecycleManager manager,
      BundleContext context,
      HalConfig config,
      Map<String, Object> properties) {
    TaskRegistry tasks = task -> context.registerService(CyclicTask.class, task, null)::unregister;
    core = new HalCore(manager, tasks, new ThreadRetryTimer("evo-hal-claim"), System::nanoTime);
    core.configure(config, properties);
  }

  @Override
  public ModuleStatus status() {
    return core.status();
  }

  /** The configuration has changed. */
  @Modified
  void modified(HalConfig config, Map<String, Object> properties) {
    core.configure(config, properties);
  }

  /** The module is to end. */
  @Deactivate
  void deactivate() {
    core.stop();
  }
}
