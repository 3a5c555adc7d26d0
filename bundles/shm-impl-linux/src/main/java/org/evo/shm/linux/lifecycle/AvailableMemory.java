// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentHeader;

/**
 * Refuses a segment that the machine has no memory for, before any of it is reserved. A tmpfs may
 * be larger than the memory that is left; reserving its blocks then wakes the OOM killer, which
 * ends processes that have nothing to do with it. What MemAvailable of /proc/meminfo says
 * (proc(5)).
 */
final class AvailableMemory {

  private static final String KEY = "MemAvailable:";
  private static final long BYTES_PER_KB = 1024;

  private final Path memInfo;

  AvailableMemory(Path memInfo) {
    this.memInfo = memInfo;
  }

  /**
   * Checks one segment.
   *
   * @throws ResourceExhaustedException when it needs more than there is
   */
  void check(SegmentHeader header) throws IOException {
    SegmentGeometry geometry = header.geometry();
    long availableBytes = availableBytes();
    if (geometry.fileBytes() > availableBytes) {
      throw new ResourceExhaustedException(
          header.name(),
          ShmException.NO_ERRNO,
          geometry.slots()
              + " slots of "
              + geometry.strideBytes()
              + " bytes need "
              + geometry.fileBytes()
              + " bytes of memory, "
              + availableBytes
              + " are available",
          "choose a smaller size or fewer slots",
          null);
    }
  }

  private long availableBytes() throws IOException {
    for (String line : Files.readAllLines(memInfo)) {
      if (line.startsWith(KEY)) {
        String kb = line.substring(KEY.length()).replace("kB", "").trim();
        return Long.parseLong(kb) * BYTES_PER_KB;
      }
    }
    throw new IOException(memInfo + " has no " + KEY);
  }
}
