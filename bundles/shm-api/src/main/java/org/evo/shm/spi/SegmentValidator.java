// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Checks whether all files of the directory are as they should be. Thread-safe. */
@ProviderType
public interface SegmentValidator {

  /**
   * Checks header, layout, metadata, identity, locks and residue of every file of ours. Timing:
   * blocking, some hundred microseconds a file.
   *
   * @param repair whether to mend what can be mended without touching what anybody owns
   */
  List<Finding> validate(boolean repair);

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
