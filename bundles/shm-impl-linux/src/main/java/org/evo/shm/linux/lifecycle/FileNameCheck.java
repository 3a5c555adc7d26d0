// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.SegmentHeader;

/** Whether a file has a name that fits what its header says. Classic headers hold no name. */
final class FileNameCheck implements FileCheck {

  @Override
  public void check(Exhibit exhibit) {
    SegmentHeader header = exhibit.file().header();
    String fileName = FileNames.of(exhibit.file().path());
    if (!FileNames.fits(fileName, header)) {
      exhibit.suspect(
          "its name is not that of segment '"
              + header.name()
              + "' of module '"
              + header.module()
              + "', which it holds",
          "it was renamed or copied: remove it unless its writer still runs",
          Suspicion.Mending.NONE);
    }
  }
}
