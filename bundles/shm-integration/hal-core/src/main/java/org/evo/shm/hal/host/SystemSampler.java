// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.evo.shm.contract.Quality;

/** Processes, context switches and uptime from {@code /proc}. */
final class SystemSampler implements Source<SystemSample> {

  private static final Pattern PID = Pattern.compile("\\d+");
  private static final double NS_PER_S = 1e9;

  private final Path procDir;
  private final SourceFile stat;
  private final SourceFile uptime;
  private boolean hasBefore;
  private long switchesBefore;
  private long beforeNs;

  SystemSampler(Path procDir) {
    this.procDir = procDir;
    stat = new SourceFile(procDir.resolve("stat"));
    uptime = new SourceFile(procDir.resolve("uptime"));
  }

  @Override
  public SystemSample read(long nowNs) throws IOException {
    long switches = stat.line("ctxt ").counter(1);
    double seconds = (nowNs - beforeNs) / NS_PER_S;
    boolean first = !hasBefore || seconds <= 0;
    double rate = first ? Double.NaN : Counter.BITS_64.growth(switchesBefore, switches) / seconds;
    hasBefore = true;
    switchesBefore = switches;
    beforeNs = nowNs;
    return new SystemSample(
        nowNs,
        first ? Quality.BAD : Quality.GOOD,
        processes(),
        rate,
        uptime.firstLine().decimal(0));
  }

  private int processes() throws IOException {
    String[] names = procDir.toFile().list();
    if (names == null) {
      throw new NotDirectoryException(procDir.toString());
    }
    return (int) Arrays.stream(names).filter(name -> PID.matcher(name).matches()).count();
  }
}
