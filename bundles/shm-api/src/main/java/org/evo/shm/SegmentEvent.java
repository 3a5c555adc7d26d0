// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

/**
 * Something happened to a segment. Immutable.
 *
 * @param kind what
 * @param segment the segment as it was last seen; for {@link Kind#CORRUPT} as it was before
 * @param reason in one line, for people
 * @param atNs when it was noticed, of {@link System#nanoTime()}
 */
public record SegmentEvent(Kind kind, SegmentInfo segment, String reason, long atNs) {

  /** What can happen. */
  public enum Kind {
    /** It is there: published, replaced by a new generation, or found by a listener that is new. */
    CREATED,

    /** Values were committed since the last such event; at most one a segment and rate period. */
    UPDATED,

    /** Its writer parked it for a while. */
    PARKED,

    /** A writer took over what was parked or orphaned, in the same file. */
    ADOPTED,

    /** Its writer ended without closing it. */
    WRITER_DEAD,

    /**
     * Nobody writes it any more: follows {@link #WRITER_DEAD}, or a park whose time is over, or it
     * was found so.
     */
    ORPHANED,

    /** Its file was closed or replaced; what follows is {@link #REMOVED} or {@link #CREATED}. */
    RETIRED,

    /** No file of this name is left; or nobody can look any more, which the reason says. */
    REMOVED,

    /** Its file cannot be used any more. */
    CORRUPT
  }
}
