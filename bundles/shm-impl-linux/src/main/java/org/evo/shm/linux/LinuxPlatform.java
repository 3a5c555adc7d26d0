// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.lifecycle.DirectoryCleaner;
import org.evo.shm.linux.lifecycle.DirectoryValidator;
import org.evo.shm.linux.lifecycle.LostSegments;
import org.evo.shm.linux.lifecycle.NamesInUse;
import org.evo.shm.linux.lifecycle.ParkedSegments;
import org.evo.shm.linux.lifecycle.SegmentAttachments;
import org.evo.shm.linux.lifecycle.SegmentClaims;
import org.evo.shm.linux.lifecycle.SegmentDirectory;
import org.evo.shm.linux.lifecycle.SegmentInspector;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.watch.InotifyDirectoryWatch;
import org.evo.shm.linux.watch.WriterWatch;
import org.evo.shm.spi.DirectoryWatch;
import org.evo.shm.spi.ProcessWatch;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentProbe;
import org.evo.shm.spi.SegmentValidator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all handles of a process share; put together once. Thread-safe. Close it after its clients:
 * that ends its threads and everything that is being watched.
 */
public final class LinuxPlatform implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LinuxPlatform.class);

  private final LinuxSettings settings;
  private final SegmentQuota quota;
  private final SegmentClaims claims;
  private final LostSegments lost;
  private final SegmentAttachments attachments;
  private final SegmentInspector inspector;
  private final SegmentDirectory directory;
  private final NamesInUse namesInUse;
  private final DirectoryValidator validator;
  private final WriteBarrier barrier;
  private final HandleWatch watch = new HandleWatch();
  private final InotifyDirectoryWatch directoryWatch;
  private final WriterWatch processWatch;
  private final SegmentMemory goneMemory = SegmentMemory.gone();
  private final Parking parking;
  private final CleanupHandlers cleanupHandlers = new CleanupHandlers();
  private final SegmentCleaner cleaner;

  /**
   * Touches neither the directory nor any file in it.
   *
   * @throws UnsupportedOperationException on anything but Linux on x86_64 and aarch64
   */
  public LinuxPlatform(LinuxSettings settings) {
    Posix posix = new Posix();
    this.directory =
        new SegmentDirectory(
            posix, settings.directory(), settings.trustedUids(), settings.anyFileSystem());
    this.settings = settings;
    ProcessTable processes = new ProcessTable();
    this.quota =
        new SegmentQuota(
            settings.limits(),
            directory::fileSystemBytes,
            System::nanoTime,
            new UsageAlert(System::nanoTime, LOG::warn));
    this.claims = new SegmentClaims(posix, directory, processes, settings.group(), quota);
    this.lost = new LostSegments(posix, directory, processes, settings.group());
    this.attachments = new SegmentAttachments(posix, directory, processes);
    this.inspector = new SegmentInspector(posix, directory, processes);
    this.namesInUse = new NamesInUse(directory, inspector, processes);
    this.validator = new DirectoryValidator(posix, directory, processes, settings.group());
    this.directoryWatch = new InotifyDirectoryWatch(posix, directory.path());
    this.processWatch = new WriterWatch(inspector, processes);
    this.barrier = new WriteBarrier(posix);
    this.parking = new Parking(new ParkedSegments(posix, directory, processes), watch);
    this.cleaner =
        new TellingCleaner(new DirectoryCleaner(posix, directory, processes), cleanupHandlers);
  }

  /** What it was made with. */
  public LinuxSettings settings() {
    return settings;
  }

  /**
   * Refuses a directory in which no writer would be created. Timing: cold.
   *
   * @throws org.evo.shm.error.NotFoundException when it is not there
   * @throws org.evo.shm.error.UnsupportedException when it is not in memory
   */
  public void requireUsableDirectory() {
    directory.check();
  }

  /** Looks into files of the directory. */
  public SegmentProbe probe() {
    return inspector;
  }

  /** Checks the files of the directory. */
  public SegmentValidator validator() {
    return validator;
  }

  /** What is damaged in a file; see {@link DirectoryValidator#damage}. */
  public Optional<String> damage(Path file) {
    return validator.damage(file);
  }

  /** Removes from the directory what nobody uses any more, and tells the handlers. */
  public SegmentCleaner cleaner() {
    return cleaner;
  }

  CleanupHandlers cleanupHandlers() {
    return cleanupHandlers;
  }

  /** Hints at changes of the directory. */
  public DirectoryWatch directoryWatch() {
    return directoryWatch;
  }

  /** Tells when the processes of writers end. */
  public ProcessWatch processWatch() {
    return processWatch;
  }

  SegmentClaims claims() {
    return claims;
  }

  NamesInUse namesInUse() {
    return namesInUse;
  }

  SegmentQuota quota() {
    return quota;
  }

  LostSegments lost() {
    return lost;
  }

  SegmentAttachments attachments() {
    return attachments;
  }

  SegmentInspector inspector() {
    return inspector;
  }

  WriteBarrier barrier() {
    return barrier;
  }

  Parking parking() {
    return parking;
  }

  /** Where handles are moved that have nothing to read; nobody writes to it, so one serves all. */
  SegmentMemory goneMemory() {
    return goneMemory;
  }

  HandleWatch watch() {
    return watch;
  }

  /** Looks after what an earlier platform in this process has parked. */
  public void resumeParked() {
    parking.resume();
  }

  /** Removes everything that is parked, since nobody in this process will come back for it. */
  public void removeParked() {
    parking.removeAll();
  }

  @Override
  public void close() {
    watch.close();
    processWatch.close();
    directoryWatch.close();
  }
}
