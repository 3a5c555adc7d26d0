// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.SegmentReader;
import org.evo.shm.layout.RecordView;

/**
 * The last whole record that was read: one that breaks off half-way never replaces it. Owned by one
 * thread. Hot.
 */
final class RecordCopy {

  private byte[] spare;
  private byte[] current;
  private RecordView spareView;
  private RecordView view;
  private boolean present;

  RecordCopy(int sizeBytes) {
    current = new byte[sizeBytes];
    spare = new byte[sizeBytes];
    view = RecordView.of(current);
    spareView = RecordView.of(spare);
  }

  /** Reads the newest record; what that throws leaves the one before. */
  void take(SegmentReader reader) {
    reader.readRange(0, spare, 0, spare.length);
    byte[] taken = spare;
    RecordView takenView = spareView;
    spare = current;
    spareView = view;
    current = taken;
    view = takenView;
    present = true;
  }

  /** Whether there is one. */
  boolean isPresent() {
    return present;
  }

  /** All zeros before the first. */
  RecordView view() {
    return view;
  }
}
