// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module;

import org.osgi.annotation.versioning.ConsumerType;

/** A module of EVO, as a service. Implementations are thread-safe. */
@ConsumerType
public interface EvoModule {

  /** How the module is now. Timing: cold, never blocking. */
  ModuleStatus status();
}
