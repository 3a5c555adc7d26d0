// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.util.Map;

/**
 * The counters of several devices at one moment: what the next rates are counted from.
 *
 * @param atNs when they were read
 * @param counters by name of the device
 */
record Snapshot<C>(long atNs, Map<String, C> counters) {

  private static final double NS_PER_S = 1e9;

  Snapshot {
    counters = Map.copyOf(counters);
  }

  double secondsUntil(long nowNs) {
    return (nowNs - atNs) / NS_PER_S;
  }
}
