// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.contract.physinput.CpuFields;

/**
 * The frequency that the kernel's frequency control reports. Virtual machines mostly have none; the
 * number in {@code cpuinfo} is no substitute, for there it is a constant.
 */
final class CpuFrequency {

  private static final double KHZ_PER_MHZ = 1000;

  private final List<SourceFile> files;

  /** Looks once which processors have it. */
  CpuFrequency(Path sysDir) {
    List<SourceFile> found = new ArrayList<>();
    for (int i = 0; i < CpuFields.CORES; i++) {
      Path file = sysDir.resolve("devices/system/cpu/cpu" + i + "/cpufreq/scaling_cur_freq");
      if (Files.isReadable(file)) {
        found.add(new SourceFile(file));
      }
    }
    files = List.copyOf(found);
  }

  /** The mean of those that answer; NaN when none does: a processor may be offline meanwhile. */
  double meanMhz() {
    double sum = 0;
    int answers = 0;
    for (SourceFile file : files) {
      double khz = khz(file);
      if (khz > 0) {
        sum += khz;
        answers++;
      }
    }
    return answers == 0 ? Double.NaN : sum / answers / KHZ_PER_MHZ;
  }

  private static double khz(SourceFile file) {
    try {
      return file.firstLine().decimal(0);
    } catch (IOException offline) {
      return Double.NaN;
    }
  }
}
