// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Optional;
import org.evo.shm.SegmentNames;
import org.evo.shm.kit.ConfigValues;

/**
 * A reader's configuration, checked. Immutable.
 *
 * @param segment the segment to read
 * @param layout the name of the layout that readers expect, empty for any
 */
record ReaderSettings(String segment, Optional<String> layout) {

  /**
   * @throws org.evo.shm.error.ShmException naming what is wrong, and its limits
   */
  static ReaderSettings of(ReaderConfig config) {
    String segment =
        SegmentNames.checkSegment(ConfigValues.read("segment", config::segment).strip());
    return new ReaderSettings(segment, LayoutOption.read(config::layout));
  }
}
