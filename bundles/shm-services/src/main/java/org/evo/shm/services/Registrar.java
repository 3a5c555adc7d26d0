// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Map;

/** How a service gets into the registry. */
@FunctionalInterface
interface Registrar {

  /** Registers the service. Consumers may be started within the call. */
  Entry register(Map<String, Object> properties);

  /** A registered service. */
  interface Entry {

    /** Replaces its properties. */
    void update(Map<String, Object> properties);

    /** Takes it away; handles that consumers have not given back are taken back. */
    void unregister();
  }
}
