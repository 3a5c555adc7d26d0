// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.posix.Descriptor;

/** The memory of a segment's values, which ends before the last reader lets go of the file. */
final class ValueMemory {

  private ValueMemory() {}

  /**
   * Gives it back at once. The segment has been marked as retired: a read that copies zeros from
   * here on finds that in the version word, and is refused.
   */
  static void free(Descriptor file, SegmentGeometry geometry) throws IOException {
    ByteRange pages = geometry.valuePages();
    if (pages.length() > 0) {
      VarHandle.fullFence();
      file.punch(pages.start(), pages.length());
    }
  }
}
