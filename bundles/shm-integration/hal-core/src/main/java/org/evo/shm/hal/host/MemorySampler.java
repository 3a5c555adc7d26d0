// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.contract.Quality;

/** Memory from {@code /proc/meminfo}. */
final class MemorySampler implements Source<MemorySample> {

  private static final long BYTES_PER_KIB = 1024;
  private static final long MAX_KIB = Long.MAX_VALUE / BYTES_PER_KIB;

  private final SourceFile meminfo;

  MemorySampler(Path procDir) {
    meminfo = new SourceFile(procDir.resolve("meminfo"));
  }

  @Override
  public MemorySample read(long nowNs) throws IOException {
    List<SourceLine> lines = meminfo.lines();
    long total = bytes(lines, "MemTotal:");
    long available = bytes(lines, "MemAvailable:");
    long swapTotal = bytes(lines, "SwapTotal:");
    long swapFree = bytes(lines, "SwapFree:");
    if (total == 0 || available > total || swapFree > swapTotal) {
      throw new SourceFormatException(meminfo.path(), "more memory is free than there is");
    }
    return new MemorySample(nowNs, Quality.GOOD, total, available, swapTotal - swapFree);
  }

  private long bytes(List<SourceLine> lines, String key) throws SourceFormatException {
    for (SourceLine line : lines) {
      if (line.startsWith(key)) {
        return bytes(line);
      }
    }
    throw new SourceFormatException(meminfo.path(), "has no line '" + key + "'");
  }

  private long bytes(SourceLine line) throws SourceFormatException {
    long kib = line.integer(1);
    if (kib < 0 || kib > MAX_KIB || !line.word(2).equals("kB")) {
      throw new SourceFormatException(
          meminfo.path(), "'" + String.join(" ", line.words()) + "' is no amount in kB");
    }
    return kib * BYTES_PER_KIB;
  }
}
