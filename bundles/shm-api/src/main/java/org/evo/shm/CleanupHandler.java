// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what cleanups of this process remove. Called on a thread of the platform's, after the
 * removal; what it throws is logged, a slow one delays nobody but itself.
 */
@ConsumerType
@FunctionalInterface
public interface CleanupHandler {

  /** An abandoned segment was removed. */
  void removed(String segment);
}
