// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import org.evo.shm.error.ShmException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happened to a writer behind its back. Called on a thread of the platform's, one
 * event at a time, in their order; what it throws is logged. A slow one delays the listeners of the
 * same client only.
 */
@ConsumerType
public interface WriterListener {

  /**
   * The segment's name or file was lost, by a cleaner for example, and it has been claimed and
   * published again with its last value. The writer goes on; readers are moved over.
   */
  default void republished(String segment) {}

  /**
   * It was lost and cannot be claimed again: another writer has it. The handle was closed.
   *
   * @param cause why the claim failed
   */
  default void lost(String segment, ShmException cause) {}
}
