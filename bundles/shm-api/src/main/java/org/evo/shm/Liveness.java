// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

/** What is known of a segment's writer. */
public enum Liveness {
  /** The kernel confirms it: the owner lock is held, and the segment is active. */
  ALIVE,

  /** No process holds the owner lock. */
  DEAD,

  /** A writer that takes no lock (classic, not ours) and of which nothing can be proven. */
  UNKNOWN
}
