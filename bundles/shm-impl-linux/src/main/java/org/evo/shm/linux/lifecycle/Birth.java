// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.evo.shm.linux.format.HeaderCodec;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Posix;

/**
 * Makes a segment's file whole before it has a name: unnamed file, owner lock, all blocks, header.
 * Until it is linked a crash leaves nothing behind, and no reader ever sees a half-made one.
 */
final class Birth {

  private static final int PRIVATE_MODE = 0600;
  private static final int GROUP_MODE = 0640;

  private final Posix posix;
  private final SegmentDirectory directory;
  private final OptionalInt group;

  Birth(Posix posix, SegmentDirectory directory, OptionalInt group) {
    this.posix = posix;
    this.directory = directory;
    this.group = group;
  }

  /** The permissions of new files. */
  int fileMode() {
    return group.isPresent() ? GROUP_MODE : PRIVATE_MODE;
  }

  /**
   * A whole segment without a name.
   *
   * @param firstVersion where its version word starts, even
   * @param path the name it is going to get
   */
  OwnedSegment create(SegmentHeader header, OwnerRecord owner, long firstVersion, Path path)
      throws IOException {
    Descriptor file = posix.openUnnamed(directory.path(), fileMode());
    try {
      if (!file.tryLockExclusive(LockBytes.OWNER, 1)) {
        throw new IOException("a new unnamed file is locked already");
      }
      permit(file);
      file.reserve(header.geometry().fileBytes());
      SegmentMapping mapping = SegmentMapping.map(file, header, true);
      mapping.keepFromChildren();
      OwnedSegment segment = new OwnedSegment(header, owner, file, mapping, file.status(), path);
      segment.memory().versionRelease(firstVersion);
      segment.proclaim();
      HeaderCodec.of(header.geometry()).encode(header, segment.memory().header());
      return segment;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void permit(Descriptor file) throws IOException {
    if (group.isPresent()) {
      file.shareWithGroup(group.getAsInt(), GROUP_MODE);
    } else {
      file.permissions(PRIVATE_MODE);
    }
  }
}
