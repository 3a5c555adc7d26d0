// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.Path;
import org.evo.shm.contract.Quality;

/** Processor load from {@code /proc/stat} and {@code /proc/loadavg}, frequency from cpufreq. */
final class CpuSampler implements Source<CpuSample> {

  private final SourceFile stat;
  private final SourceFile loadAverage;
  private final CpuFrequency frequency;
  private CpuTimes before;
  private CpuSample last;

  CpuSampler(Path procDir, Path sysDir) {
    stat = new SourceFile(procDir.resolve("stat"));
    loadAverage = new SourceFile(procDir.resolve("loadavg"));
    frequency = new CpuFrequency(sysDir);
  }

  @Override
  public CpuSample read(long nowNs) throws IOException {
    CpuTimes times = CpuTimes.of(stat);
    double average = loadAverage.firstLine().decimal(0);
    if (before == null) {
      last = sample(nowNs, Quality.BAD, times, times, average);
    } else if (Double.isNaN(times.loadPercentSince(before))) {
      return last; // not one tick since: the sample before stays the newest, with its own time
    } else {
      last = sample(nowNs, Quality.GOOD, times, before, average);
    }
    before = times;
    return last;
  }

  private CpuSample sample(
      long nowNs, Quality quality, CpuTimes times, CpuTimes since, double average) {
    return new CpuSample(
        nowNs,
        quality,
        times.cores().size(),
        times.loadPercentSince(since),
        times.coreLoadPercentSince(since),
        average,
        frequency.meanMhz());
  }
}
