// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.NameGlob;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.spi.SegmentCleaner;

/** Cleans a directory: lists it once, and then goes from name to name. Thread-safe. */
public final class DirectoryCleaner implements SegmentCleaner {

  /** Why something is left to others: of several cleaners one wins, and claims come first. */
  static final String AT_WORK = "another process is at work on it";

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final Supplier<LastSign> clock;

  /** For one directory. */
  public DirectoryCleaner(Posix posix, SegmentDirectory directory, ProcessTable processes) {
    this(posix, directory, processes, LastSign::now);
  }

  DirectoryCleaner(
      Posix posix, SegmentDirectory directory, ProcessTable processes, Supplier<LastSign> clock) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.clock = clock;
  }

  @Override
  public CleanupReport clean(CleanupRequest request) {
    return clean(request, new NameGlob(request.nameGlob())::matches);
  }

  @Override
  public CleanupReport clean(Set<String> segments, CleanupRequest request) {
    NameGlob glob = new NameGlob(request.nameGlob());
    return clean(request, name -> segments.contains(name) && glob.matches(name));
  }

  private CleanupReport clean(CleanupRequest request, Predicate<String> segments) {
    directory.check();
    DirectoryContents contents;
    try {
      contents = DirectoryContents.of(directory.fileNames(name -> true), segments);
    } catch (IOException e) {
      throw Failures.of(directory.path().toString(), "it cannot be searched", e);
    }
    return new CleanupPass(posix, directory, processes, request, clock.get())
        .run(contents, segments);
  }
}
