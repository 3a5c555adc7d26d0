// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

/** What became of one file in a removal. */
sealed interface Fate {

  /** It is not there, or no file of this segment. */
  record Elsewhere() implements Fate {}

  /** A process that lives owns it. */
  record InUse() implements Fate {}

  /** It was not asked for. */
  record Unasked() implements Fate {}

  /**
   * It was left.
   *
   * @param reason for people
   */
  record Kept(String reason) implements Fate {}

  /**
   * It was left and does not count: it is another user's, whom we do not follow.
   *
   * @param reason for people
   */
  record Foreign(String reason) implements Fate {}

  /**
   * It went.
   *
   * @param bytes what it occupied before
   */
  record Removed(long bytes) implements Fate {}
}
