// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

/** How far a segment can be trusted. */
public enum Freshness {
  /** Published within the greatest age. */
  LIVE,

  /** The last record of a module that publishes no more. */
  STALE,

  /** There is no record. */
  ABSENT
}
