// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.math.BigDecimal;
import java.util.Optional;
import org.evo.shm.SegmentInfo;

/**
 * A segment as one look of {@code top} found it.
 *
 * @param info the segment
 * @param rate values committed a second since the look before, empty when that did not see it
 */
record TopRow(SegmentInfo info, Optional<BigDecimal> rate) {

  String name() {
    return info.name();
  }

  long ageNs() {
    return info.activity().ageNs();
  }

  int readers() {
    return info.activity().readers();
  }
}
