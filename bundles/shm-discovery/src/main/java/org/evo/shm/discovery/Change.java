// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Optional;

/**
 * What a look changed about one name. Immutable.
 *
 * @param segment the name
 * @param before what was known, empty when nothing was
 * @param after what is known now, empty when nothing is left
 */
record Change(String segment, Optional<Known> before, Optional<Known> after) {

  /** Whether the segment may have another writer now, or none. */
  boolean ofWriter() {
    return before.isEmpty() || after.isEmpty() || after.get().isOtherClaimThan(before.get());
  }
}
