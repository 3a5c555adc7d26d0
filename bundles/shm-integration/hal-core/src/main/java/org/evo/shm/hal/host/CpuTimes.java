// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.evo.shm.contract.physinput.CpuFields;

/**
 * The processors' times in {@code /proc/stat}.
 *
 * @param all together
 * @param cores each that is online, by its name
 */
record CpuTimes(CpuTime all, Map<String, CpuTime> cores) {

  private static final String ALL = "cpu";
  private static final Pattern CORE = Pattern.compile("cpu\\d+");

  CpuTimes {
    cores = Map.copyOf(cores);
  }

  static CpuTimes of(SourceFile stat) throws IOException {
    List<SourceLine> lines = stat.linesWith(ALL);
    CpuTime all = null;
    Map<String, CpuTime> cores = new HashMap<>();
    for (SourceLine line : lines) {
      String name = line.word(0);
      if (name.equals(ALL)) {
        all = CpuTime.of(line);
      } else if (CORE.matcher(name).matches()) {
        cores.put(name, CpuTime.of(line));
      }
    }
    if (all == null || cores.isEmpty()) {
      throw new SourceFormatException(stat.path(), "has no processor");
    }
    return new CpuTimes(all, cores);
  }

  double loadPercentSince(CpuTimes before) {
    return all.loadPercentSince(before.all);
  }

  /** By number; NaN for a processor that is not online, or was not. */
  Doubles coreLoadPercentSince(CpuTimes before) {
    double[] loads = new double[CpuFields.CORES];
    for (int i = 0; i < loads.length; i++) {
      CpuTime now = cores.get(ALL + i);
      CpuTime then = before.cores.get(ALL + i);
      loads[i] = now == null || then == null ? Double.NaN : now.loadPercentSince(then);
    }
    return Doubles.of(loads);
  }
}
