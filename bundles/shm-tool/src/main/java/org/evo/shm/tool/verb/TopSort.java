// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What {@code top} sorts by; names decide between equals. */
public enum TopSort {
  /** Alphabetically. */
  NAME(Comparator.comparing(TopRow::name)),

  /** The fastest first. */
  RATE(Comparator.comparing((TopRow row) -> row.rate().orElse(BigDecimal.ONE.negate())).reversed()),

  /** The oldest value first, what has none last. */
  AGE(Comparator.comparingLong(TopRow::ageNs).reversed()),

  /** The most readers first. */
  READERS(Comparator.comparingInt(TopRow::readers).reversed());

  private final Comparator<TopRow> order;

  TopSort(Comparator<TopRow> order) {
    this.order = order;
  }

  /** The words for a command line. */
  public static List<String> words() {
    return Arrays.stream(values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** What such a word means. */
  public static TopSort of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  Comparator<TopRow> order() {
    return order.thenComparing(TopRow::name);
  }
}
