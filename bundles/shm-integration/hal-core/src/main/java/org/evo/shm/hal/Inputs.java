// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.util.function.Supplier;
import org.evo.shm.hal.host.HostSamples;

/**
 * What the publishing task takes its values from.
 *
 * @param latest the newest samples; hot
 * @param maxAgeNs the age beyond which they are stale
 */
record Inputs(Supplier<HostSamples> latest, long maxAgeNs) {

  /** No driver: all groups stay BAD, and nothing can stall. */
  static Inputs none(long nowNs) {
    HostSamples none = HostSamples.none(nowNs);
    return new Inputs(() -> none, Long.MAX_VALUE);
  }
}
