// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

/** Says whether a name that is not in the directory may be added to it. Thread-safe. */
@FunctionalInterface
public interface NewNames {

  /** Every name may. */
  NewNames ANY = (name, others) -> {};

  /**
   * Asked under the name's maintenance lock, before anything is made or removed; not asked when the
   * name is there, in whatever state, nor when a segment that was lost is published again.
   *
   * @param others how many data files of other names the directory holds
   * @throws org.evo.shm.error.ResourceExhaustedException when it may not
   */
  void checkNew(String name, int others);
}
