// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.evo.shm.error.InvalidRangeException;
import org.slf4j.Logger;

/**
 * Where a module's configurations come in. One that is wrong stays outside: the log and the status
 * say so, and nothing else changes. Immutable.
 */
public final class ConfigGate {

  private final Logger log;
  private final Runnable accepted;
  private final Consumer<String> refused;

  /**
   * @param log the module's
   * @param accepted told that the newest configuration is good
   * @param refused told why it is not
   */
  public ConfigGate(Logger log, Runnable accepted, Consumer<String> refused) {
    this.log = log;
    this.accepted = accepted;
    this.refused = refused;
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
      return Optional.of(wanted);
    } catch (InvalidRangeException e) {
      log.error(
          "configuration refused, {} in force: {}",
          active.isPresent() ? "the one before stays" : "none is",
          e.getMessage());
      refused.accept(e.getMessage());
      return Optional.empty();
    }
  }
}
