// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import org.evo.shm.linux.posix.FileStatus;

/**
 * How long ago a file showed that somebody was at work on it. The newest of two signs counts:
 *
 * <ul>
 *   <li>the commit time of its last value, on the monotonic clock, which nobody sets;
 *   <li>the change time of the file. Its owner renews it every {@value OwnedSegment#LIFE_SIGN_MS}
 *       ms (in Java; a writer in C has its commits only), and whatever changes the file but stores
 *       to its mapping moves it: birth, takeover, park, retirement, every new modification time.
 *       Nobody can choose it. So birth and modification times say nothing that it does not say;
 *       only where the clock was set back would they seem newer, and be wrong.
 * </ul>
 *
 * So whoever died has done so at the last sign or up to {@value OwnedSegment#LIFE_SIGN_MS} ms
 * later, more only when it had been kept from running: {@value #LATE_MS} ms are allowed for.
 *
 * <p>The change time is of the wall clock, so it is trusted as little as possible. Set forward,
 * that makes a file look older, unless its commit time knows better. Set back, it makes the change
 * lie in the future: by less than the time that is asked for, the file counts as young, which ends
 * when the clock gets there; by more, the change time says nothing, so that no file is kept for
 * longer than twice what was asked for. A commit time in the future, of a writer with a clock of
 * its own, says nothing either.
 *
 * @param monotonicNs now, of {@link System#nanoTime}
 * @param wallNs now, ns since 1970
 */
record LastSign(long monotonicNs, long wallNs) {

  /**
   * How much later than its last sign somebody may have died: two signs may have failed to come.
   */
  static final long LATE_MS = 2 * OwnedSegment.LIFE_SIGN_MS;

  private static final long NS_PER_MS = 1_000_000;

  /** Signs as seen from now. */
  static LastSign now() {
    return new LastSign(System.nanoTime(), System.currentTimeMillis() * NS_PER_MS);
  }

  /**
   * Whether whoever showed it must have been dead for {@code ms}; 0 asks for nothing.
   *
   * @param commitTimeNs of the last value, of the monotonic clock, 0 when there is none
   */
  boolean isDeadFor(long ms, FileStatus status, long commitTimeNs) {
    return ms == 0 || isOlderThan(ms + LATE_MS, status, commitTimeNs);
  }

  /**
   * Whether the last sign is at least {@code ms} old.
   *
   * @param commitTimeNs of the last value, of the monotonic clock, 0 when there is none
   */
  boolean isOlderThan(long ms, FileStatus status, long commitTimeNs) {
    return commitAgeMs(commitTimeNs) >= ms && Math.abs(changeAgeMs(status)) >= ms;
  }

  /**
   * How old the last sign is, in ms; 0 for one that lies in the future.
   *
   * @param commitTimeNs as for {@link #isOlderThan}
   */
  long ageMs(FileStatus status, long commitTimeNs) {
    return Math.max(0, Math.min(changeAgeMs(status), commitAgeMs(commitTimeNs)));
  }

  /** Signs are cut to whole ms, as the wall clock is: one of this very ms is not in the future. */
  private long changeAgeMs(FileStatus status) {
    return wallNs / NS_PER_MS - status.changedNs() / NS_PER_MS;
  }

  /** Older than anything when it says nothing. */
  private long commitAgeMs(long commitTimeNs) {
    long ageNs = monotonicNs - commitTimeNs;
    return commitTimeNs == 0 || ageNs < 0 ? Long.MAX_VALUE : ageNs / NS_PER_MS;
  }
}
