// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.lifecycle.SegmentInspector;
import org.evo.shm.linux.posix.PidFd;
import org.evo.shm.spi.ProcessWatch;

/** Watches the processes of writers, by what they wrote of themselves into their files. */
public final class WriterWatch implements ProcessWatch, AutoCloseable {

  /** While anybody could be told, this process has not ended. */
  private static final Watch OWN_PROCESS = () -> {};

  private final SegmentInspector files;
  private final ProcessTable processes;
  private final ProcessEnds ends;

  /** Of the writers of these files. Takes nothing until the first is watched. */
  public WriterWatch(SegmentInspector files, ProcessTable processes) {
    this(files, processes, PidFd::open);
  }

  WriterWatch(SegmentInspector files, ProcessTable processes, ProcessEnds.Opener opener) {
    this.files = files;
    this.processes = processes;
    this.ends = new ProcessEnds(processes, opener);
  }

  @Override
  public Optional<Watch> watchWriter(Path file, Runnable ended) {
    return files.owner(file).flatMap(owner -> watch(owner, ended));
  }

  private Optional<Watch> watch(ProcessIdentity owner, Runnable ended) {
    return owner.equals(processes.self()) ? Optional.of(OWN_PROCESS) : ends.watch(owner, ended);
  }

  /** Ends the thread; nobody is told of anything any more. */
  @Override
  public void close() {
    ends.close();
  }
}
