// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Checks whether all files of the directory are as they should be. Thread-safe. */
@ProviderType
public interface SegmentValidator {

  /**
   * Checks header, layout, metadata, identity, locks, permissions and residue of every file of
   * ours. What looks wrong is looked at again, while nobody may change it, before it is reported: a
   * system at work yields nothing. Timing: blocking, some hundred microseconds a file; up to 2 s
   * more for a name that others keep changing.
   *
   * @param repair whether to mend what can be mended without touching what anybody owns
   * @throws org.evo.shm.error.NotFoundException when the directory is not there
   */
  Report validate(boolean repair);

  /**
   * The same for the files of one name; what is wrong with the directory is reported as well.
   *
   * @throws org.evo.shm.error.InvalidNameException when that can be no segment's name
   * @throws org.evo.shm.error.NotFoundException when no file has that name
   */
  Report validate(String segment, boolean repair);

  /**
   * What was found.
   *
   * @param segments how many segments were looked at
   * @param findings what is or was wrong, by file
   */
  record Report(int segments, List<Finding> findings) {

    public Report {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Something is wrong.
   *
   * @param file with this file
   * @param segment of this segment, empty where that is not known
   * @param problem what, for people
   * @param remedy what to do about it, for people
   * @param repaired whether it has just been mended
   */
  record Finding(Path file, String segment, String problem, String remedy, boolean repaired) {}
}
