// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.liaison.Commands;
import org.evo.shm.liaison.SystemSnapshots;
import org.evo.shm.liaison.command.CommandDesk;
import org.evo.shm.liaison.snapshot.SnapshotTaker;
import org.evo.shm.liaison.socket.SocketService;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.module.kit.ConfigGate;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.SegmentKeeper;
import org.evo.shm.module.kit.TaskPlace;
import org.evo.shm.module.kit.TaskRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module without its container: segment, publishing task, commands, snapshots and socket, as
 * the configuration wants them. Owns all of them until {@link #stop()}. Thread-safe.
 */
final class LiaisonCore {

  private static final Logger LOG = LoggerFactory.getLogger(LiaisonCore.class);

  private final TaskPlace task;
  private final LongSupplier clock;
  private final Optional<Path> instanceSocket;
  private final ModuleCondition condition =
      new ModuleCondition(CommandsConfig.MODULE, List.of(CommandsConfig.SEGMENT));
  private final ConfigGate gate =
      new ConfigGate(
          new ConfigLog(LOG, LiaisonModule.PID, LiaisonConfig.class),
          condition::configurationAccepted,
          condition::configurationRefused);
  private final HeaderStamp header = new HeaderStamp(CommandsConfig.HEADER);
  private final RetryTimer claims;
  private final SegmentKeeper keeper;
  private final CommandDesk desk;
  private final SnapshotTaker snapshots;
  private Optional<LiaisonSettings> active = Optional.empty();
  private Optional<SocketService> socket = Optional.empty();

  /**
   * @param claims for the segment
   * @param looks for the commands under way
   * @param clock the monotonic time that the loops go by, in ns
   * @param instanceSocket where commands are taken when nothing is configured
   */
  LiaisonCore(
      ShmLifecycleManager manager,
      TaskRegistry tasks,
      RetryTimer claims,
      RetryTimer looks,
      LongSupplier clock,
      Optional<Path> instanceSocket) {
    this.task = new TaskPlace(tasks);
    this.claims = claims;
    this.clock = clock;
    this.instanceSocket = instanceSocket;
    this.keeper =
        SegmentKeeper.ofRecord(
            manager, CommandsConfig.MODULE, CommandsConfig.LAYOUT, claims, condition);
    this.desk = new CommandDesk(manager, looks, clock);
    this.snapshots = new SnapshotTaker(manager, clock, Long.MAX_VALUE);
  }

  ModuleStatus status() {
    return condition.status();
  }

  Commands commands() {
    return desk;
  }

  SystemSnapshots snapshots() {
    return snapshots;
  }

  /**
   * Puts a configuration in force, see {@link #configure(LiaisonConfig)}.
   *
   * @param properties all that the container knows of it, for the log
   */
  synchronized void configure(LiaisonConfig config, Map<String, ?> properties) {
    gate.arrived(properties);
    configure(config);
  }

  /**
   * Puts a configuration in force. One that is refused changes nothing but the status. When the
   * module cannot start, what it took is given back and it is stopped. Timing: blocking.
   */
  synchronized void configure(LiaisonConfig config) {
    Optional<LiaisonSettings> wanted =
        gate.settings(() -> LiaisonSettings.of(config, instanceSocket), active);
    if (wanted.isEmpty()) {
      return;
    }
    try {
      apply(wanted.get());
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  /**
   * Gives everything back: the commands under way, the socket, the task, the segment. Idempotent.
   */
  synchronized void stop() {
    desk.close();
    closeSocket();
    snapshots.close();
    task.clear();
    claims.close();
    keeper.close();
    condition.stopped();
  }

  private void apply(LiaisonSettings wanted) {
    Optional<LiaisonSettings> before = active;
    active = Optional.of(wanted);
    desk.configure(wanted.desk());
    snapshots.maxAge(wanted.desk().moduleMaxAgeNs());
    if (!before.map(LiaisonSettings::cycle).equals(active.map(LiaisonSettings::cycle))) {
      task.clear();
    }
    keeper.claim();
    if (task.isEmpty()) {
      task.fill(new PublishTask(wanted.cycle(), desk.ring(), keeper, condition, header));
    }
    if (!before.flatMap(LiaisonSettings::socket).equals(wanted.socket())) {
      closeSocket();
      socket = wanted.socket().map(p -> SocketService.start(p, desk, snapshots, clock, condition));
    }
  }

  private void closeSocket() {
    socket.ifPresent(SocketService::close);
    socket = Optional.empty();
  }
}
