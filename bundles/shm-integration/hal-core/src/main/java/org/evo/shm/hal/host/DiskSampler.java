// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.evo.shm.contract.Quality;

/**
 * Rates of all disks from {@code /proc/diskstats}; a disk that is new joins with its second sample.
 */
final class DiskSampler implements Source<DiskSample> {

  private static final int NAME = 2;
  private static final double MS_PER_S = 1000;

  private final SourceFile diskstats;
  private final DiskNames names;
  private Snapshot<DiskCounters> before;

  DiskSampler(Path procDir, Path sysDir) {
    diskstats = new SourceFile(procDir.resolve("diskstats"));
    names = new DiskNames(sysDir);
  }

  @Override
  public DiskSample read(long nowNs) throws IOException {
    Snapshot<DiskCounters> now = new Snapshot<>(nowNs, counters());
    boolean first = before == null || before.secondsUntil(nowNs) <= 0;
    DiskSample sample = first ? DiskSample.bad(nowNs) : rates(before, now);
    before = now;
    return sample;
  }

  private Map<String, DiskCounters> counters() throws IOException {
    Map<String, DiskCounters> counters = new HashMap<>();
    Set<String> present = new HashSet<>();
    for (SourceLine line : diskstats.lines()) {
      String name = line.word(NAME);
      present.add(name);
      if (names.isDisk(name)) {
        counters.put(name, DiskCounters.of(line));
      }
    }
    names.retain(present);
    if (counters.isEmpty()) {
      throw new SourceFormatException(diskstats.path(), "names no disk");
    }
    return counters;
  }

  private static DiskSample rates(Snapshot<DiskCounters> before, Snapshot<DiskCounters> now) {
    double seconds = before.secondsUntil(now.atNs());
    double read = 0;
    double written = 0;
    double busyMs = 0;
    for (Map.Entry<String, DiskCounters> disk : now.counters().entrySet()) {
      DiskCounters then = before.counters().getOrDefault(disk.getKey(), disk.getValue());
      read += disk.getValue().bytesReadSince(then);
      written += disk.getValue().bytesWrittenSince(then);
      busyMs = Math.max(busyMs, disk.getValue().busyMsSince(then));
    }
    // The kernel adds up whole milliseconds, a little late: 101 ms of work in 100 ms happens.
    double busyPercent = Math.min(100, 100 * busyMs / MS_PER_S / seconds);
    return new DiskSample(now.atNs(), Quality.GOOD, read / seconds, written / seconds, busyPercent);
  }
}
