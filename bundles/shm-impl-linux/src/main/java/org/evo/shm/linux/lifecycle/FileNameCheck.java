// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.SegmentHeader;

/** Whether a file has a name that fits what its header says. Classic headers hold no name. */
final class FileNameCheck {

  private final SegmentDirectory directory;

  FileNameCheck(SegmentDirectory directory) {
    this.directory = directory;
  }

  /**
   * Why nobody attaches to a file or claims it under the name that its header says, for people;
   * empty where that is done.
   */
  static Optional<String> fault(Path file, SegmentHeader header) {
    return FileNames.canBe(FileNames.of(file), header.name())
        ? Optional.empty()
        : Optional.of(problem(header));
  }

  private static String problem(SegmentHeader header) {
    return "its name is not that of segment '"
        + header.name()
        + "' of module '"
        + header.module()
        + "', which it holds";
  }

  /** Also of one that is found, though no writer would have given it that name. */
  Optional<Suspicion> check(SegmentFile file) {
    if (FileNames.fits(FileNames.of(file.path()), file.header())) {
      return Optional.empty();
    }
    return Optional.of(
        Suspicion.of(
            file.path(),
            file.status(),
            file.header().name(),
            problem(file.header()),
            "it was copied, linked or renamed; unless a process writes to it: "
                + directory.removal(file.path(), file.status()),
            Suspicion.Mending.NONE));
  }
}
