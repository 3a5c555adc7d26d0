// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.event;

/** The keys of the events that {@link SegmentTopics} names. Every event has all of them. */
public final class SegmentKeys {

  /** The segment's name, a {@link String}. */
  public static final String SEGMENT = "evo.shm.segment";

  /** Its module, a {@link String}; empty when it has none. */
  public static final String MODULE = "evo.shm.module";

  /** Its file, a {@link String}. */
  public static final String FILE = "evo.shm.file";

  /** The process id that its last writer recorded, an {@link Integer}. */
  public static final String OWNER_PID = "evo.shm.owner.pid";

  /** How often the name was claimed, a {@link Long}. */
  public static final String GENERATION = "evo.shm.generation";

  /** The version of its newest value, a {@link Long}. */
  public static final String VERSION = "evo.shm.version";

  /** What happened, for people, a {@link String}. */
  public static final String REASON = "evo.shm.reason";

  /** When it was noticed, of {@link System#nanoTime()}, a {@link Long}. */
  public static final String AT_NS = "evo.shm.at.ns";

  /** The event itself, an {@link org.evo.shm.SegmentEvent}. */
  public static final String EVENT = "evo.shm.event";

  private SegmentKeys() {}
}
