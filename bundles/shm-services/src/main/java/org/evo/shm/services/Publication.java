// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the registry as its owner wants it. Registering and unregistering run other bundles' code,
 * so they happen without any lock, in one thread at a time: who finds another at work leaves the
 * rest to it. Thread-safe.
 */
final class Publication {

  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  /**
   * What is to be seen.
   *
   * @param properties of the service
   * @param edition another one is another registration
   */
  record Offer(Map<String, Object> properties, int edition) {

    Offer {
      properties = Map.copyOf(properties);
    }
  }

  private final Registrar registrar;
  private final Supplier<Optional<Offer>> wanted;
  private boolean stale;
  private boolean applying;

  // Of whoever applies; handed on through the lock.
  private Optional<Offer> shown = Optional.empty();
  private Registrar.Entry entry;

  /**
   * @param wanted what is to be seen now; asked without a lock, by one thread at a time
   */
  Publication(Registrar registrar, Supplier<Optional<Offer>> wanted) {
    this.registrar = registrar;
    this.wanted = wanted;
  }

  /** What is wanted may have changed. */
  void refresh() {
    synchronized (this) {
      stale = true;
      if (applying) {
        return;
      }
      applying = true;
    }
    while (begin()) {
      apply(wanted.get());
    }
  }

  private synchronized boolean begin() {
    applying = stale;
    stale = false;
    return applying;
  }

  private void apply(Optional<Offer> next) {
    if (next.equals(shown)) {
      return;
    }
    try {
      if (next.map(Offer::edition).equals(shown.map(Offer::edition))) {
        entry.update(next.orElseThrow().properties());
      } else {
        replace(next);
      }
      shown = next;
    } catch (IllegalStateException e) {
      // The framework has stopped this bundle and taken its services away.
      LOG.debug("the bundle is stopped", e);
      shown = Optional.empty();
    }
  }

  private void replace(Optional<Offer> next) {
    if (shown.isPresent()) {
      entry.unregister();
      shown = Optional.empty();
    }
    if (next.isPresent()) {
      entry = registrar.register(next.get().properties());
    }
  }
}
