// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Optional;

/** Decides about a file that nobody owns. */
@FunctionalInterface
interface RemovalRule {

  /** What is to become of it instead of being removed; empty when it may go. */
  Optional<Fate> otherwise(Candidate candidate) throws IOException;
}
