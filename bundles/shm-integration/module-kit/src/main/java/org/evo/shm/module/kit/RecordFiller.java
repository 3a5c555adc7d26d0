// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.layout.MutableRecord;

/** Fills what comes behind the header of a record. */
@FunctionalInterface
public interface RecordFiller {

  /**
   * Stores every field but the header: what is there before is of another record. Hot.
   *
   * @param nowNs when the cycle began
   */
  void fill(MutableRecord record, long nowNs);
}
