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
  private int filesRemoved;
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
      filesRemoved++;
      bytesFreed += removed.bytes();
    } else if (!(fate instanceof Fate.Elsewhere)) {
      left++;
    }
    if (fate instanceof Fate.Kept one) {
      kept.add(new CleanupReport.Kept(name, file, one.reason()));
    }
  }

  /** A file that is no data went. */
  void addResidue() {
    filesRemoved++;
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
    return filesRemoved;
  }

  long bytesFreed() {
    return bytesFreed;
  }

  boolean isComplete() {
    return complete;
  }

  /** Whether any file of the name is left. */
  boolean leavesAny() {
    return left > 0;
  }
}
