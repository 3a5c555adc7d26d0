// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.event;

import org.evo.shm.SegmentEvent;

/** The topics of an EventAdmin that tell what happens to segments; one for each kind of event. */
public final class SegmentTopics {

  /** What all of them begin with. */
  public static final String PREFIX = "org/evo/shm/segment/";

  /** Subscribes to all of them. */
  public static final String ALL = PREFIX + "*";

  /** See {@link SegmentEvent.Kind#CREATED}. */
  public static final String CREATED = PREFIX + "CREATED";

  /** See {@link SegmentEvent.Kind#UPDATED}. */
  public static final String UPDATED = PREFIX + "UPDATED";

  /** See {@link SegmentEvent.Kind#PARKED}. */
  public static final String PARKED = PREFIX + "PARKED";

  /** See {@link SegmentEvent.Kind#ADOPTED}. */
  public static final String ADOPTED = PREFIX + "ADOPTED";

  /** See {@link SegmentEvent.Kind#WRITER_DEAD}. */
  public static final String WRITER_DEAD = PREFIX + "WRITER_DEAD";

  /** See {@link SegmentEvent.Kind#ORPHANED}. */
  public static final String ORPHANED = PREFIX + "ORPHANED";

  /** See {@link SegmentEvent.Kind#RETIRED}. */
  public static final String RETIRED = PREFIX + "RETIRED";

  /** See {@link SegmentEvent.Kind#REMOVED}. */
  public static final String REMOVED = PREFIX + "REMOVED";

  /** See {@link SegmentEvent.Kind#CORRUPT}. */
  public static final String CORRUPT = PREFIX + "CORRUPT";

  private SegmentTopics() {}

  /** The topic of a kind of event. */
  public static String of(SegmentEvent.Kind kind) {
    return PREFIX + kind.name();
  }
}
