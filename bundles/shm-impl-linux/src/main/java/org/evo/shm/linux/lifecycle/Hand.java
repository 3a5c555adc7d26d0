// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Posix;

/** What a removal does to files: for real, or only as if. */
interface Hand {

  /** Whether it needs files open for writing. */
  boolean writes();

  /** Looks at a file, and takes its owner lock when that is free and it is for real. */
  Candidate examine(SegmentFile file) throws IOException, MalformedSegmentException;

  /** Whether nobody else can be at work on the name. */
  boolean isAlone() throws IOException;

  /** Tells the readers of a file to leave, removes its name and frees its memory. */
  void remove(SegmentFile file, LiveFields live) throws IOException;

  /** Removes a name. */
  void unlink(Path path) throws IOException;

  /** Looks only. */
  record Looking(ProcessTable processes) implements Hand {

    @Override
    public boolean writes() {
      return false;
    }

    @Override
    public Candidate examine(SegmentFile file) throws IOException, MalformedSegmentException {
      return Candidate.look(file, processes);
    }

    @Override
    public boolean isAlone() {
      return true;
    }

    @Override
    public void remove(SegmentFile file, LiveFields live) {
      // It would be.
    }

    @Override
    public void unlink(Path path) {
      // It would be.
    }
  }

  /** Removes, under the maintenance lock of the name. */
  record Removing(Posix posix, ProcessTable processes, MaintenanceLock lock) implements Hand {

    @Override
    public boolean writes() {
      return true;
    }

    @Override
    public Candidate examine(SegmentFile file) throws IOException, MalformedSegmentException {
      return Candidate.examine(file, processes);
    }

    @Override
    public boolean isAlone() throws IOException {
      return lock.stillHeld();
    }

    @Override
    public void remove(SegmentFile file, LiveFields live) throws IOException {
      LiveFields.retire(file.descriptor()::write, file.header().geometry(), live);
      if (file.stillNamed(posix)) {
        posix.unlink(file.path());
      }
      ValueMemory.free(file.descriptor(), file.header().geometry());
    }

    @Override
    public void unlink(Path path) throws IOException {
      posix.unlink(path);
    }
  }
}
