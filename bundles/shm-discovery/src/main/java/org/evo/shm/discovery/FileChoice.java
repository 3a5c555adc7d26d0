// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SkippedFile;
import org.evo.shm.spi.ProbeResult;

/**
 * Decides which file stands for a name, as an attaching reader would: names are unique across
 * modules, but a crash can leave several files of one name.
 */
final class FileChoice {

  /** The best one last. The path only makes the choice repeatable. */
  private static final Comparator<ProbeResult.Segment> PREFERENCE =
      Comparator.comparing(ProbeResult.Segment::attachable)
          .thenComparing(s -> s.info().owner().liveness() == Liveness.ALIVE)
          .thenComparingLong(s -> s.info().owner().generation())
          .thenComparing(s -> s.info().owner().createdAt())
          .thenComparing(FileChoice::hasOwnersName)
          .thenComparing(s -> s.info().file());

  private FileChoice() {}

  /** A copy, or another name of the same file, has not. */
  private static boolean hasOwnersName(ProbeResult.Segment file) {
    return file.info().file().toString().endsWith("_" + file.info().owner().pid());
  }

  /** The best of the files of one name, a retired one when there is no other. */
  static Optional<ProbeResult.Segment> of(Collection<ProbeResult.Segment> files) {
    return files.stream().max(PREFERENCE);
  }

  /** Why a file of the name is not used, when {@code chosen} stands for the name. */
  static Optional<SkippedFile> reasonAgainst(ProbeResult.Segment file, ProbeResult.Segment chosen) {
    if (!file.attachable()) {
      return Optional.of(retired(file.info()));
    }
    return file.info().file().equals(chosen.info().file())
        ? Optional.empty()
        : Optional.of(superseded(file.info(), chosen.info()));
  }

  private static SkippedFile retired(SegmentInfo segment) {
    return new SkippedFile(segment.file(), "retired: nothing of '" + segment.name() + "' is left");
  }

  private static SkippedFile superseded(SegmentInfo old, SegmentInfo used) {
    Path usedFile = used.file().getFileName();
    return new SkippedFile(
        old.file(),
        "left over: generation "
            + old.owner().generation()
            + " of '"
            + old.name()
            + "', which is now generation "
            + used.owner().generation()
            + " in "
            + usedFile);
  }
}
