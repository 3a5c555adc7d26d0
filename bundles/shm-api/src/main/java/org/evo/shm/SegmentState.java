// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

/** The state that a segment's file declares. Whether its writer lives is {@link Liveness}. */
public enum SegmentState {
  /** Published, with a writer or waiting for the next one. */
  ACTIVE,

  /** Its writer went away for a moment, keeping its claim until a deadline. */
  PARKED,

  /** Replaced or removed; nothing more will be written and nothing may be read. */
  RETIRED
}
