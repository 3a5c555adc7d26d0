// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.Quality;
import org.evo.shm.layout.MutableRecord;

/** The values of one group, as they were measured. Immutable; storing it is hot. */
interface GroupSample {

  /** When it was measured, or tried. */
  long timeNs();

  /** GOOD or BAD, at that time. */
  Quality quality();

  /** Where its time and quality go. */
  GroupStamp stamp();

  /** Stores every value of the group. */
  void storeValues(MutableRecord record);

  /** Stores the group as it is at {@code nowNs}: good values that are too old have become STALE. */
  default void store(MutableRecord record, long nowNs, long maxAgeNs) {
    boolean old = nowNs - timeNs() > maxAgeNs;
    stamp().store(record, timeNs(), old && quality() == Quality.GOOD ? Quality.STALE : quality());
    storeValues(record);
  }
}
