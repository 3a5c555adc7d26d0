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

  /** Why a file is not found under the name that its header says, for people; empty when it is. */
  static Optional<String> fault(Path file, SegmentHeader header) {
    return FileNames.fits(FileNames.of(file), header)
        ? Optional.empty()
        : Optional.of(
            "its name is not that of segment '"
                + header.name()
                + "' of module '"
                + header.module()
                + "', which it holds");
  }

  Optional<Suspicion> check(SegmentFile file) {
    return fault(file.path(), file.header())
        .map(
            problem ->
                Suspicion.of(
                    file.path(),
                    file.status(),
                    file.header().name(),
                    problem,
                    "it was copied, linked or renamed: "
                        + directory.removal(file.path(), file.status()),
                    Suspicion.Mending.NONE));
  }
}
