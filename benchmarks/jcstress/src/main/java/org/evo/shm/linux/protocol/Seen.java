// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

/** What one reader saw in a row, as outcomes have it. */
final class Seen {

  static final String REFUSED = "refused";
  static final String ONE = "one value";
  static final String FORWARD = "forward";
  static final String TORN = "TORN";
  static final String BACKWARDS = "BACKWARDS";
  static final String UNCOMMITTED = "NEVER COMMITTED";
  static final String REVIVED = "REVIVED";

  private final int lowest;
  private final int highest;
  private int last = Race.NOTHING;
  private String outcome = REFUSED;
  private boolean wrong;

  /**
   * @param lowest the lowest value that is ever committed
   * @param highest the highest one
   */
  Seen(int lowest, int highest) {
    this.lowest = lowest;
    this.highest = highest;
  }

  /** One read more. */
  void add(int value) {
    if (wrong || value == Race.NOTHING) {
      return;
    }
    wrong = true;
    if (value == Race.TORN) {
      outcome = TORN;
    } else if (value < lowest || value > highest) {
      outcome = UNCOMMITTED;
    } else if (value < last) {
      outcome = BACKWARDS;
    } else {
      wrong = false;
      outcome = last == Race.NOTHING || (value == last && outcome.equals(ONE)) ? ONE : FORWARD;
      last = value;
    }
  }

  String outcome() {
    return outcome;
  }
}
