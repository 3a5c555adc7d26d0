// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentState;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.spi.ProbeResult;

/** Tells whether a name has a writer without claiming it. Thread-safe. */
public final class NamesInUse {

  private final SegmentDirectory directory;
  private final SegmentInspector inspector;
  private final ProcessTable processes;

  /** In one directory. */
  public NamesInUse(
      SegmentDirectory directory, SegmentInspector inspector, ProcessTable processes) {
    this.directory = directory;
    this.inspector = inspector;
    this.processes = processes;
  }

  /**
   * Refuses a name that is being written. Timing: cold, lists the directory.
   *
   * @throws SegmentBusyException naming the writer
   */
  public void check(String name) {
    try {
      for (String fileName : directory.fileNames(file -> FileNames.canBe(file, name))) {
        if (inspector.probe(directory.resolve(fileName)) instanceof ProbeResult.Segment found
            && found.info().name().equals(name)) {
          refuseIfWritten(found.info());
        }
      }
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be created", e);
    }
  }

  private void refuseIfWritten(SegmentInfo found) {
    SegmentInfo.Owner owner = found.owner();
    if (found.state() == SegmentState.ACTIVE && owner.liveness() == Liveness.ALIVE) {
      boolean mine = owner.pid() == processes.self().pid();
      throw new SegmentBusyException(
          found.name(),
          (mine ? "this process" : "process " + owner.pid()) + " is its writer",
          "stop that writer, or choose another name");
    }
  }
}
