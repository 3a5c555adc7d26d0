// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.layout.RecordLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether readers of one segment are on offer: while discovery knows it, whoever writes it, and its
 * layout serves the one that is expected. Thread-safe.
 */
final class ReaderOffer implements SegmentListener {

  private static final Logger LOG = LoggerFactory.getLogger(ReaderOffer.class);

  private final String segment;
  private final Optional<RecordLayout> expected;
  private Runnable changed = () -> {};
  private Optional<Map<String, Object>> known = Optional.empty();
  private List<String> differences = List.of();
  private boolean ended;

  /**
   * @param expected the layout that readers need, empty for any
   */
  ReaderOffer(String segment, Optional<RecordLayout> expected) {
    this.segment = segment;
    this.expected = expected;
  }

  String segment() {
    return segment;
  }

  Optional<RecordLayout> expected() {
    return expected;
  }

  /**
   * @param onChange called when {@link #offer} may answer otherwise, without a lock
   */
  synchronized void start(Runnable onChange) {
    changed = onChange;
  }

  /** What the registry is to show. */
  synchronized Optional<Publication.Offer> offer() {
    return ended || !differences.isEmpty()
        ? Optional.empty()
        : known.map(properties -> new Publication.Offer(properties, 0));
  }

  @Override
  public void segmentChanged(SegmentEvent event) {
    if (!event.segment().name().equals(segment)) {
      return;
    }
    switch (event.kind()) {
      case REMOVED, CORRUPT -> unknown();
      case RETIRED -> LOG.debug("{} is retired: {}", segment, event.reason());
      default -> seen(event);
    }
  }

  /** There is no such segment that could be read. */
  void unknown() {
    synchronized (this) {
      known = Optional.empty();
      differences = List.of();
    }
    changed.run();
  }

  private void seen(SegmentEvent event) {
    synchronized (this) {
      known = Optional.of(SegmentProperties.ofReader(event));
      compare(event.segment());
    }
    changed.run();
  }

  private void compare(SegmentInfo info) {
    List<String> before = differences;
    differences =
        expected
            .map(wanted -> info.record().map(wanted::differencesFrom).orElse(List.of("no layout")))
            .orElse(List.of());
    if (!differences.isEmpty() && !differences.equals(before)) {
      LOG.error("no readers of {}, its layout cannot serve: {}", segment, differences);
    }
  }

  /** Takes the service away, and the readers that were handed out. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    changed.run();
  }
}
