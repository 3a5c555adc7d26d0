// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.kit.ThreadRetryTimer;
import org.evo.shm.liaison.CommandAnswer;
import org.evo.shm.liaison.CommandRequest;
import org.evo.shm.liaison.Commands;
import org.evo.shm.liaison.SystemSnapshot;
import org.evo.shm.liaison.SystemSnapshots;
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

/** The liaison as a component. The task is registered in code, for its rate may change. */
@Component(
    name = LiaisonModule.PID,
    immediate = true,
    service = {EvoModule.class, Commands.class, SystemSnapshots.class})
@Designate(ocd = LiaisonConfig.class)
@Capability(
    namespace = "osgi.service",
    attribute = "objectClass:List<String>=\"org.evo.shm.cycle.CyclicTask\"",
    uses = CyclicTask.class)
public final class LiaisonModule implements EvoModule, Commands, SystemSnapshots {

  /** The PID of its configuration. */
  static final String PID = "org.evo.shm.liaison";

  /** Property of the framework: the path of the instance's socket. */
  static final String SOCKET_PROPERTY = "org.evo.shm.command.socket";

  private final LiaisonCore core;

  /** Starts with the configuration there is, which may be none. */
  @Activate
  public LiaisonModule(
      @Reference(name = "manager") ShmLifecycleManager manager,
      BundleContext context,
      LiaisonConfig config,
      Map<String, Object> properties) {
    TaskRegistry tasks = task -> context.registerService(CyclicTask.class, task, null)::unregister;
    core =
        new LiaisonCore(
            manager,
            tasks,
            new ThreadRetryTimer("evo-liaison-claim"),
            new ThreadRetryTimer("evo-liaison-commands"),
            System::nanoTime,
            Optional.ofNullable(context.getProperty(SOCKET_PROPERTY)).map(Path::of));
    core.configure(config, properties);
  }

  @Override
  public ModuleStatus status() {
    return core.status();
  }

  @Override
  public CompletionStage<CommandAnswer> send(CommandRequest request) {
    return core.commands().send(request);
  }

  @Override
  public SystemSnapshot take() {
    return core.snapshots().take();
  }

  /** The configuration has changed. */
  @Modified
  void modified(LiaisonConfig config, Map<String, Object> properties) {
    core.configure(config, properties);
  }

  /** The module is to end. */
  @Deactivate
  void deactivate() {
    core.stop();
  }
}
