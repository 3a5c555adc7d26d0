// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.CleanupReport;

/** Collects what a removal did to one name. Used by one thread. */
final class RemovalOutcome {

  private final String name;
  private final List<CleanupReport.Kept> kept = new ArrayList<>();
  private int dataRemoved;
  private int residueRemoved;
  private long bytesFreed;
  private int left;
  private boolean complete = true;

  /**
   * @param name the segment, empty where that is not known
   */
  RemovalOutcome(String name) {
    this.name = name;
  }

  void add(Path file, Fate fate) {
    if (fate instanceof Fate.Removed removed) {
      dataRemoved++;
      bytesFreed += removed.bytes();
    } else if (fate instanceof Fate.Foreign one) {
      kept.add(new CleanupReport.Kept(name, file, one.reason()));
    } else if (fate instanceof Fate.Kept one) {
      left++;
      kept.add(new CleanupReport.Kept(name, file, one.reason()));
    } else if (!(fate instanceof Fate.Elsewhere)) {
      left++;
    }
  }

  /** A file that is no data went. */
  void addResidue() {
    residueRemoved++;
  }

  /** It could not be looked at. */
  void addFailure(Path file, String reason) {
    add(file, new Fate.Kept(reason));
    complete = false;
  }

  String name() {
    return name;
  }

  List<CleanupReport.Kept> kept() {
    return kept;
  }

  int filesRemoved() {
    return dataRemoved + residueRemoved;
  }

  long bytesFreed() {
    return bytesFreed;
  }

  boolean isComplete() {
    return complete;
  }

  /** Whether there was a segment of this name, and nothing of it is left. */
  boolean removedSegment() {
    return dataRemoved > 0 && !leavesAny() && !name.isEmpty();
  }

  /** Whether any file of the name is left, of this user. */
  boolean leavesAny() {
    return left > 0;
  }
}
