// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.HeaderCodec;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Posix;

/**
 * Makes a segment's file whole before it has a name: unnamed file, owner lock, all blocks, header.
 * Until it is linked a crash leaves nothing behind, and no reader ever sees a half-made one.
 */
final class Birth {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final FileAccess access;
  private final AvailableMemory memory;

  Birth(Posix posix, SegmentDirectory directory, FileAccess access) {
    this.posix = posix;
    this.directory = directory;
    this.access = access;
    this.memory = new AvailableMemory(posix, Path.of("/proc/meminfo"));
  }

  /**
   * A whole segment without a name.
   *
   * @param firstVersion where its version word starts, even
   * @param path the name it is going to get
   */
  OwnedSegment create(SegmentHeader header, OwnerRecord owner, long firstVersion, Path path)
      throws IOException {
    memory.check(header);
    Descriptor file = posix.openUnnamed(directory.path(), access.mode());
    try {
      ByteRange lock = LockBytes.owner(owner.process());
      if (!file.tryLockExclusive(lock.start(), lock.length())) {
        throw new IOException("a new unnamed file is locked already");
      }
      access.applyTo(file);
      file.reserve(header.geometry().fileBytes());
      SegmentMapping mapping = SegmentMapping.map(file, header, true);
      mapping.keepFromChildren();
      OwnedSegment segment =
          new OwnedSegment(header, owner, file, mapping, file.status(), path, false);
      segment.memory().versionRelease(firstVersion);
      segment.proclaim();
      HeaderCodec.of(header.geometry()).encode(header, segment.memory().header());
      return segment;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
