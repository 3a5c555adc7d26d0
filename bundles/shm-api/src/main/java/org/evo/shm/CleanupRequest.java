// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which abandoned segments to remove. Whatever it asks for, a segment whose writer lives, or is
 * parked, or cannot be proven dead is never touched. Immutable.
 *
 * @param nameGlob which names: {@code *} and {@code ?} stand for any text and any character
 * @param moduleGlob of which modules, likewise; {@code *} includes segments without a module
 * @param states what their files say of themselves: {@link SegmentState#ACTIVE} of a crash, {@link
 *     SegmentState#PARKED} of a park whose time is over, {@link SegmentState#RETIRED} of a removal
 *     that was cut off; residue without a segment goes when all are asked for
 * @param graceMs how long since the last sign of life of its writer, in ms, 0 or more
 * @param staleAfterMs from when on attached readers do not keep an abandoned segment, in ms
 * @param emergency whether neither readers nor grace keep an abandoned segment
 * @param dryRun whether to say what would be removed, and remove nothing
 */
public record CleanupRequest(
    String nameGlob,
    String moduleGlob,
    Set<SegmentState> states,
    long graceMs,
    long staleAfterMs,
    boolean emergency,
    boolean dryRun) {

  /** The default of {@link #graceMs}, in ms. */
  public static final long GRACE_MS = 10_000;

  /** The default of {@link #staleAfterMs}, in ms: 24 h. */
  public static final long STALE_AFTER_MS = TimeUnit.HOURS.toMillis(24);

  /** Every state. */
  public static final Set<SegmentState> ALL_STATES = Set.of(SegmentState.values());

  /** Every abandoned segment, with the default times. */
  public static final CleanupRequest ALL =
      new CleanupRequest("*", "*", ALL_STATES, GRACE_MS, STALE_AFTER_MS, false, false);

  public CleanupRequest {
    states = Set.copyOf(states);
    if (graceMs < 0 || staleAfterMs < 0) {
      throw new IllegalArgumentException(
          "graceMs " + graceMs + " and staleAfterMs " + staleAfterMs + " must be 0 or more");
    }
  }

  /** The same for other names. */
  public CleanupRequest named(String glob) {
    return new CleanupRequest(glob, moduleGlob, states, graceMs, staleAfterMs, emergency, dryRun);
  }

  /** The same for other modules. */
  public CleanupRequest ofModules(String glob) {
    return new CleanupRequest(nameGlob, glob, states, graceMs, staleAfterMs, emergency, dryRun);
  }

  /** The same for other states. */
  public CleanupRequest inStates(SegmentState first, SegmentState... others) {
    return new CleanupRequest(
        nameGlob, moduleGlob, EnumSet.of(first, others), graceMs, staleAfterMs, emergency, dryRun);
  }

  /** The same with another grace period, in ms. */
  public CleanupRequest withGraceMs(long other) {
    return new CleanupRequest(nameGlob, moduleGlob, states, other, staleAfterMs, emergency, dryRun);
  }

  /** The same with another time after which readers do not count, in ms. */
  public CleanupRequest withStaleAfterMs(long other) {
    return new CleanupRequest(nameGlob, moduleGlob, states, graceMs, other, emergency, dryRun);
  }

  /** The same, minding neither readers nor grace. */
  public CleanupRequest asEmergency() {
    return new CleanupRequest(nameGlob, moduleGlob, states, graceMs, staleAfterMs, true, dryRun);
  }

  /** The same, removing nothing. */
  public CleanupRequest asDryRun() {
    return new CleanupRequest(nameGlob, moduleGlob, states, graceMs, staleAfterMs, emergency, true);
  }
}
