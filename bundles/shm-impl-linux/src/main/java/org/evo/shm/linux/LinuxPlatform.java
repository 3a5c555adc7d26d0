// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.lifecycle.SegmentAttachments;
import org.evo.shm.linux.lifecycle.SegmentClaims;
import org.evo.shm.linux.lifecycle.SegmentDirectory;
import org.evo.shm.linux.lifecycle.SegmentInspector;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.spi.SegmentProbe;

/** What all handles of a process share; put together once. Thread-safe. */
public final class LinuxPlatform {

  private final LinuxSettings settings;
  private final SegmentClaims claims;
  private final SegmentAttachments attachments;
  private final SegmentInspector inspector;
  private final WriteBarrier barrier;

  /**
   * Touches neither the directory nor any file in it.
   *
   * @throws UnsupportedOperationException on anything but Linux on x86_64 and aarch64
   */
  public LinuxPlatform(LinuxSettings settings) {
    Posix posix = new Posix();
    SegmentDirectory directory =
        new SegmentDirectory(
            posix, settings.directory(), settings.trustedUids(), settings.anyFileSystem());
    this.settings = settings;
    this.claims = new SegmentClaims(posix, directory, new ProcessTable(), settings.group());
    this.attachments = new SegmentAttachments(posix, directory);
    this.inspector = new SegmentInspector(posix, directory);
    this.barrier = new WriteBarrier(posix);
  }

  /** What it was made with. */
  public LinuxSettings settings() {
    return settings;
  }

  /** Looks into files of the directory. */
  public SegmentProbe probe() {
    return inspector;
  }

  SegmentClaims claims() {
    return claims;
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
}
