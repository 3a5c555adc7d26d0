// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.evo.shm.SegmentEvent.Kind.ADOPTED;
import static org.evo.shm.SegmentEvent.Kind.CORRUPT;
import static org.evo.shm.SegmentEvent.Kind.CREATED;
import static org.evo.shm.SegmentEvent.Kind.ORPHANED;
import static org.evo.shm.SegmentEvent.Kind.PARKED;
import static org.evo.shm.SegmentEvent.Kind.REMOVED;
import static org.evo.shm.SegmentEvent.Kind.RETIRED;
import static org.evo.shm.SegmentEvent.Kind.WRITER_DEAD;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentState;

/**
 * What must have happened to a segment between two looks: the table in the README of this bundle.
 * Commits are not its business, see {@link UpdateRate}. For one change.
 */
final class Difference {

  private final long atNs;
  private final List<SegmentEvent> events = new ArrayList<>();

  private Difference(long atNs) {
    this.atNs = atNs;
  }

  /**
   * The events of a change, in their order.
   *
   * @param atNs when it was noticed, of {@link System#nanoTime()}
   */
  static List<SegmentEvent> events(Change change, long atNs) {
    Difference difference = new Difference(atNs);
    difference.compare(change.before(), change.after());
    return difference.events;
  }

  /** What a new listener is told of a segment. */
  static List<SegmentEvent> replay(Known known, long atNs) {
    Difference difference = new Difference(atNs);
    difference.appeared(known, "it was there already");
    return difference.events;
  }

  private void compare(Optional<Known> before, Optional<Known> after) {
    boolean was = before.filter(k -> k.condition().isListed()).isPresent();
    if (after.isEmpty()) {
      before.ifPresent(old -> vanished(old, was));
    } else if (was) {
      changed(before.get(), after.get());
    } else {
      appeared(after.get(), before.isEmpty() ? "it appeared" : "there is a good file again");
    }
  }

  private void appeared(Known now, String reason) {
    if (!now.condition().isListed()) {
      return;
    }
    add(CREATED, now, reason);
    if (now.condition() == Condition.PARKED) {
      parked(now);
    } else if (now.condition() == Condition.ORPHANED) {
      orphaned(now);
    }
  }

  private void vanished(Known old, boolean was) {
    boolean hadWriter = old.condition() == Condition.LIVE || old.condition() == Condition.PARKED;
    if (was && hadWriter) {
      add(RETIRED, old, "its file was removed");
    }
    add(REMOVED, old, "no file of this name is left");
  }

  private void changed(Known old, Known now) {
    if (now.condition() == Condition.CORRUPT) {
      add(CORRUPT, now, now.reason());
    } else if (now.condition() == Condition.RETIRED) {
      add(RETIRED, now, "its file says so");
    } else if (now.isOtherFileThan(old)) {
      add(RETIRED, old, "replaced by " + now.fileName());
      appeared(now, "generation " + now.info().owner().generation() + " took its place");
    } else {
      sameFile(old, now);
    }
  }

  private void sameFile(Known old, Known now) {
    SegmentInfo.Owner owner = now.info().owner();
    boolean claimed = owner.generation() > old.info().owner().generation();
    if (claimed || hasWriter(now) && !hasWriter(old)) {
      add(ADOPTED, now, "process " + owner.pid() + " took it over");
    }
    if (now.condition() == old.condition() && !claimed) {
      return;
    }
    if (now.condition() == Condition.PARKED) {
      parked(now);
    } else if (now.condition() == Condition.ORPHANED) {
      if (now.info().state() == SegmentState.ACTIVE) {
        add(WRITER_DEAD, now, "process " + owner.pid() + " ended without closing it");
      } else if (old.condition() != Condition.PARKED || claimed) {
        parked(now);
      }
      orphaned(now);
    }
  }

  private static boolean hasWriter(Known known) {
    return known.condition() == Condition.LIVE || known.condition() == Condition.UNPROVEN;
  }

  private void parked(Known now) {
    add(PARKED, now, "process " + now.info().owner().pid() + " parked it");
  }

  private void orphaned(Known now) {
    boolean expired = now.info().state() == SegmentState.PARKED;
    add(ORPHANED, now, expired ? "nobody came back for it" : "its writer is dead");
  }

  private void add(SegmentEvent.Kind kind, Known known, String reason) {
    events.add(new SegmentEvent(kind, known.info(), reason, atNs));
  }
}
