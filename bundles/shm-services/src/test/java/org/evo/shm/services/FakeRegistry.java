// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry for one service that remembers what happened. Owned by one thread. */
final class FakeRegistry implements Registrar {

  private final List<String> history = new ArrayList<>();
  private Optional<Map<String, Object>> registered = Optional.empty();
  private Runnable whenRegistered = () -> {};
  private Runnable whenUnregistered = () -> {};

  void whenRegistered(Runnable action) {
    whenRegistered = action;
  }

  void whenUnregistered(Runnable action) {
    whenUnregistered = action;
  }

  /** The properties of what is registered. */
  Optional<Map<String, Object>> registered() {
    return registered;
  }

  boolean isRegistered() {
    return registered.isPresent();
  }

  List<String> history() {
    return List.copyOf(history);
  }

  @Override
  public Entry register(Map<String, Object> properties) {
    history.add("register");
    registered = Optional.of(properties);
    whenRegistered.run();
    return new Entry() {
      @Override
      public void update(Map<String, Object> changed) {
        history.add("update");
        registered = Optional.of(changed);
      }

      @Override
      public void unregister() {
        history.add("unregister");
        registered = Optional.empty();
        whenUnregistered.run();
      }
    };
  }
}
