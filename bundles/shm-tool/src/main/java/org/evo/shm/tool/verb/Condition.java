// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Optional;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentState;

/**
 * What is true of a segment, whatever its file declares. Immutable.
 *
 * @param kind in a word
 * @param damage what is damaged, for people
 */
record Condition(Kind kind, Optional<String> damage) {

  /** In a word. */
  enum Kind {
    /** It has a writer, or an existing process's of which nothing can be proven. */
    ACTIVE,
    /** Its writer went away for a moment, and may still come back. */
    PARKED,
    /** Its writer is dead, or has parked it and did not come back. */
    ORPHANED,
    /** It was replaced or removed. */
    RETIRED,
    /** Something else wrote to its file. */
    DAMAGED
  }

  /** Of a segment, as far as can be seen without reading its values. */
  static Condition glance(SegmentInfo segment, SegmentAudit audit) {
    Kind kind =
        switch (segment.state()) {
          case ACTIVE -> segment.owner().liveness() == Liveness.DEAD ? Kind.ORPHANED : Kind.ACTIVE;
          case PARKED -> audit.isAbandoned(segment) ? Kind.ORPHANED : Kind.PARKED;
          case RETIRED -> Kind.RETIRED;
        };
    return new Condition(kind, Optional.empty());
  }

  /** Of a segment, its values included. */
  static Condition look(SegmentInfo segment, SegmentAudit audit) {
    Optional<String> damage = audit.damage(segment);
    return damage.isPresent() ? new Condition(Kind.DAMAGED, damage) : glance(segment, audit);
  }

  /** What is known of the segment's writer; one that has parked it comes back, or not. */
  String writer(SegmentInfo segment) {
    Liveness liveness = segment.owner().liveness();
    boolean parked = segment.state() == SegmentState.PARKED && kind != Kind.ORPHANED;
    return parked && liveness == Liveness.DEAD ? "parked" : SegmentText.liveness(liveness);
  }

  void member(JsonWriter json) throws IOException {
    json.name("condition").value(kind.name());
  }

  void members(JsonWriter json) throws IOException {
    member(json);
    json.name("damage").value(damage.orElse(null));
  }
}
