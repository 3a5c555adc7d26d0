// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigLog;

/**
 * Where a module's configurations come in. One that is wrong stays outside: the log and the status
 * say so, and nothing else changes. Immutable.
 */
public final class ConfigGate {

  private final ConfigLog log;
  private final Runnable accepted;
  private final Consumer<String> refused;

  /**
   * @param log of the module's configurations
   * @param accepted told that the newest configuration is good
   * @param refused told why it is not
   */
  public ConfigGate(ConfigLog log, Runnable accepted, Consumer<String> refused) {
    this.log = log;
    this.accepted = accepted;
    this.refused = refused;
  }

  /** A configuration has come from the container: say next what it asks for. */
  public void arrived(Map<String, ?> properties) {
    log.arrived(properties);
  }

  /**
   * The settings that a configuration asks for; empty when it is refused. Timing: cold.
   *
   * @param settings reads and checks it
   * @param active what is in force until then
   */
  public <S> Optional<S> settings(Supplier<S> settings, Optional<S> active) {
    try {
      S wanted = settings.get();
      accepted.run();
      log.accepted();
      return Optional.of(wanted);
    } catch (InvalidRangeException e) {
      log.refused(e.getMessage(), active.isPresent());
      refused.accept(e.getMessage());
      return Optional.empty();
    }
  }
}
