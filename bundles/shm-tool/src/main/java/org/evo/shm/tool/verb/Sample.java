// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.HexFormat;
import java.util.Optional;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;

/**
 * What one look at a segment found.
 *
 * @param info the segment, as it was last seen
 * @param present false once it was removed; the value is the last one it had
 * @param value the last value that could be read
 * @param ageNs of the value, negative when unknown
 */
record Sample(SegmentInfo info, boolean present, Value value, long ageNs) {

  /** What is known of the writer; a removed segment has none. */
  Liveness writer() {
    return present ? info.owner().liveness() : Liveness.DEAD;
  }

  /**
   * A value that was read.
   *
   * @param version 0 when there is none
   * @param commitTimeNs 0 when it has none
   * @param payload its bytes
   * @param record the layout that decodes them, empty for plain bytes
   */
  record Value(long version, long commitTimeNs, byte[] payload, Optional<RecordLayout> record) {

    static final Value NONE = new Value(0, 0, new byte[0], Optional.empty());

    private static final int SHOWN_BYTES = 64;

    boolean exists() {
      return version != 0;
    }

    RecordView view() {
      return RecordView.of(payload);
    }

    /** The first bytes of the payload. */
    String hex() {
      return HexFormat.of().formatHex(payload, 0, Math.min(payload.length, SHOWN_BYTES));
    }
  }
}
