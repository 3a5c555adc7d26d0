// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.spi.SegmentValidator.Finding;

/** Whether segments can live in the directory, and nobody can take them away. */
final class DirectoryCheck {

  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private final Posix posix;
  private final SegmentDirectory directory;

  DirectoryCheck(Posix posix, SegmentDirectory directory) {
    this.posix = posix;
    this.directory = directory;
  }

  /**
   * What is wrong with it.
   *
   * @throws org.evo.shm.error.NotFoundException when it is not there
   */
  List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>();
    try {
      directory.check();
    } catch (UnsupportedException e) {
      findings.add(new Finding(directory.path(), "", e.reason(), e.remedy(), false));
    }
    Optional<FileStatus> status = posix.status(directory.path());
    int others = status.map(s -> s.permissions() & (OTHERS_WRITE | STICKY)).orElse(0);
    if (others == OTHERS_WRITE) {
      findings.add(
          new Finding(
              directory.path(),
              "",
              "every user may remove and replace the files in it",
              "chmod +t " + directory.path(),
              false));
    }
    return findings;
  }
}
