// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentState;
import org.evo.shm.SkippedFile;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/** Looks into files by reading them; maps nothing, locks nothing. Thread-safe. */
public final class SegmentInspector implements SegmentProbe {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;

  /** For the files of one directory. */
  public SegmentInspector(Posix posix, SegmentDirectory directory, ProcessTable processes) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
  }

  @Override
  public Path directory() {
    return directory.path();
  }

  @Override
  public boolean isCandidate(String fileName) {
    return FileNames.isData(fileName);
  }

  @Override
  public Optional<String> companionOf(String fileName) {
    return FileNames.companionOf(fileName);
  }

  @Override
  public ProbeResult probe(Path file) {
    if (!FileNames.isPlain(FileNames.of(file))) {
      return skipped(file, "its name has characters that no segment's has");
    }
    Optional<FileStatus> status = Optional.empty();
    try {
      status = posix.status(file);
      if (status.isEmpty()) {
        return new ProbeResult.Gone();
      }
      if (!status.get().isRegular()) {
        return skipped(file, "it is " + status.get().kindName());
      }
      if (!directory.trusts(status.get())) {
        return skipped(file, "it belongs to user " + status.get().uid() + ", who is not trusted");
      }
      return open(file);
    } catch (PosixException e) {
      return failed(file, status, e);
    } catch (MalformedSegmentException | IOException e) {
      return skipped(file, e.getMessage());
    }
  }

  private static ProbeResult failed(Path file, Optional<FileStatus> status, PosixException e) {
    return switch (e.errno()) {
      case Errno.ENOENT -> new ProbeResult.Gone();
      case Errno.EACCES, Errno.EPERM ->
          skipped(
              file,
              status
                  .map(s -> SegmentDirectory.unreadable(s) + "; " + SegmentDirectory.sharing(s))
                  .orElseGet(e::getMessage));
      // That says something of this process, and nothing of the file.
      case Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM ->
          throw Failures.of(file.toString(), "it cannot be looked into", e);
      default -> skipped(file, e.getMessage());
    };
  }

  /**
   * The process that a file names as its writer. Empty when it names none: also one that is no
   * segment, belongs to nobody we trust, was made by an existing process, or changes owners now.
   */
  public Optional<ProcessIdentity> owner(Path file) {
    try {
      Optional<FileStatus> status = posix.status(file);
      if (status.filter(FileStatus::isRegular).filter(directory::trusts).isEmpty()) {
        return Optional.empty();
      }
      try (SegmentFile segment = SegmentFile.open(posix, file, false)) {
        return segment.owner().map(OwnerRecord::process);
      }
    } catch (MalformedSegmentException | IOException e) {
      // Whoever wants the reason probes it.
      return Optional.empty();
    }
  }

  private static ProbeResult skipped(Path file, String reason) {
    return new ProbeResult.Skipped(new SkippedFile(file, reason));
  }

  private ProbeResult open(Path file) throws IOException, MalformedSegmentException {
    try (SegmentFile segment = SegmentFile.open(posix, file, false)) {
      Optional<String> misnamed = FileNameCheck.fault(file, segment.header());
      if (misnamed.isPresent()) {
        return skipped(file, misnamed.get());
      }
      LiveFields live = segment.live();
      boolean attachable = live.state() != SegmentState.RETIRED;
      SegmentInfo info = describe(segment, live);
      return new ProbeResult.Segment(info, attachable, isAbandoned(segment, info));
    }
  }

  private boolean isAbandoned(SegmentFile segment, SegmentInfo info) throws IOException {
    return switch (info.state()) {
      case ACTIVE -> info.owner().liveness() == Liveness.DEAD;
      case PARKED -> !isKept(segment);
      case RETIRED -> false;
    };
  }

  /** Whether whoever parked it may still come back for it, or somebody is just taking it over. */
  private boolean isKept(SegmentFile segment) throws IOException {
    if (segment.isOwned(processes)) {
      return true;
    }
    Optional<OwnerRecord> parker = segment.owner();
    return parker.isPresent()
        && parker.get().parkedUntilNs() - System.nanoTime() > 0
        && processes.presence(parker.get().process()) != ProcessTable.Presence.ENDED;
  }

  private SegmentInfo describe(SegmentFile segment, LiveFields live) throws IOException {
    SegmentHeader header = segment.header();
    return new SegmentInfo(
        header.name(),
        header.module(),
        segment.path(),
        geometry(header, segment.status().sizeBytes()),
        owner(segment, live),
        live.state(),
        activity(segment, live),
        header.record());
  }

  private static SegmentInfo.Geometry geometry(SegmentHeader header, long fileBytes) {
    SegmentGeometry g = header.geometry();
    return new SegmentInfo.Geometry(
        g.layout(), g.slots(), g.sizeBytes(), g.capacityBytes(), fileBytes, header.checksummed());
  }

  private SegmentInfo.Owner owner(SegmentFile segment, LiveFields live) throws IOException {
    long generation = segment.header().foreign() ? 0 : segment.generation();
    return new SegmentInfo.Owner(
        liveness(segment, live), segment.writerPid(), generation, createdAt(segment.header()));
  }

  private static Instant createdAt(SegmentHeader header) {
    long nsPerS = TimeUnit.SECONDS.toNanos(1);
    long ns = header.createdNs();
    return Instant.ofEpochSecond(ns / nsPerS, ns % nsPerS);
  }

  private Liveness liveness(SegmentFile segment, LiveFields live) throws IOException {
    if (segment.isOwned(processes) && live.state() == SegmentState.ACTIVE) {
      return Liveness.ALIVE;
    }
    return segment.header().foreign() ? Liveness.UNKNOWN : Liveness.DEAD;
  }

  private static SegmentInfo.Activity activity(SegmentFile segment, LiveFields live)
      throws IOException {
    long time = live.commitTimeNs();
    // The clock starts with the machine: what is before it is no time.
    long ageNs = time <= 0 ? SegmentReader.UNKNOWN_AGE_NS : Math.max(0, System.nanoTime() - time);
    int readers = ReaderCount.of(segment.descriptor()) + Math.max(0, live.foreignReaders());
    return new SegmentInfo.Activity(
        live.committedVersion(), live.writeInProgress(), ageNs, readers);
  }

  /** The snapshot of a file that is known to be a segment. */
  public SegmentInfo require(String segment, Path file) {
    if (probe(file) instanceof ProbeResult.Segment found) {
      return found.info();
    }
    throw new NotFoundException(
        segment, file + " is no segment any more", "attach again, or list what is there");
  }
}
