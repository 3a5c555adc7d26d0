// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Posix;

/**
 * Refuses a segment that the machine has no memory for, before any of it is reserved. A tmpfs may
 * be larger than the memory that is left; reserving its blocks then wakes the OOM killer, which
 * ends processes that have nothing to do with it. What MemAvailable of /proc/meminfo says
 * (proc(5)).
 */
final class AvailableMemory {

  private static final String KEY = "MemAvailable:";
  private static final long BYTES_PER_KB = 1024;

  private static final int MOST_BYTES = 64 << 10;

  private final Posix posix;
  private final Path memInfo;

  AvailableMemory(Posix posix, Path memInfo) {
    this.posix = posix;
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
    for (String line : lines()) {
      if (line.startsWith(KEY)) {
        String kb = line.substring(KEY.length()).replace("kB", "").trim();
        return Long.parseLong(kb) * BYTES_PER_KB;
      }
    }
    throw new IOException(memInfo + " has no " + KEY);
  }

  private List<String> lines() throws IOException {
    try (Descriptor file = posix.openExisting(memInfo, false)) {
      return new String(file.read(0, MOST_BYTES), StandardCharsets.US_ASCII).lines().toList();
    }
  }
}
