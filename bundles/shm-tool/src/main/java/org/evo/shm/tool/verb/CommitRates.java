// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.SegmentInfo;

/** How many values were committed between two looks. Used by one thread. */
final class CommitRates {

  /** Each commit moves the version by as much. */
  private static final int VERSION_STEP = 2;

  private Map<String, Long> versions = Map.of();
  private long atNs;

  /**
   * Takes a look at segments into account.
   *
   * @param nowNs when it was taken
   * @return each with its rate since the look before
   */
  List<TopRow> take(List<SegmentInfo> segments, long nowNs) {
    long elapsedNs = nowNs - atNs;
    List<TopRow> rows = segments.stream().map(s -> new TopRow(s, rate(s, elapsedNs))).toList();
    Map<String, Long> next = new HashMap<>();
    segments.forEach(s -> next.put(s.name(), s.activity().version()));
    versions = next;
    atNs = nowNs;
    return rows;
  }

  /** A version that fell is that of another segment, which took the name. */
  private Optional<BigDecimal> rate(SegmentInfo segment, long elapsedNs) {
    Long before = versions.get(segment.name());
    long version = segment.activity().version();
    return before == null || version < before
        ? Optional.empty()
        : Optional.of(Rates.perSecond((version - before) / VERSION_STEP, elapsedNs));
  }
}
