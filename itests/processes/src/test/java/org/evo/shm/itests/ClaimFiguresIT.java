// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prints what {@code createWriter} costs beside other segments, whose names it has to look through;
 * asserts only that it leaves nothing. The long form: {@code mvn -Dit.test=ClaimFiguresIT
 * -Devo.figures.samples=1000 -pl itests/processes -am verify}.
 */
class ClaimFiguresIT {

  private static final int SAMPLES = Integer.getInteger("evo.figures.samples", 20);
  private static final double MS = 1e6;

  /** Until the code is compiled. */
  private static final int WARM_UP = Math.min(SAMPLES, 500);

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 1000})
  void shouldCreateBesideOthersWithoutTouchingThem(int others) throws IOException {
    for (int i = 0; i < others; i++) {
      Files.createFile(directory.resolve("evo_figures_segment" + i + "_" + (1000 + i)));
      Files.createFile(directory.resolve("evo_segment" + i + ".meta"));
    }
    // Nothing but the names is looked at; and the directory must have room for one more.
    SegmentLimits limits = new SegmentLimits(16, 1024, Integer.MAX_VALUE, 0, 100);
    LinuxSettings settings = LinuxSettings.inDirectory(directory).withLimits(limits);
    try (LinuxSharedMemory memory = new LinuxSharedMemory(settings)) {
      measure(memory, WARM_UP);
      print(others, Percentiles.of(measure(memory, SAMPLES)));
    }
    assertEquals(2 * others, new Onlooker(directory).files().size());
  }

  private static double[] measure(LinuxSharedMemory memory, int samples) {
    SegmentSpec spec = SegmentSpec.named("claimed").module("figures").slots(4).build();
    double[] ns = new double[samples];
    for (int i = 0; i < samples; i++) {
      long startNs = System.nanoTime();
      SegmentWriter writer = memory.createWriter(spec);
      ns[i] = System.nanoTime() - startNs;
      writer.close();
    }
    return ns;
  }

  private static void print(int others, Percentiles ns) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "createWriter beside %d segments, %d samples: P50 %.3f, P99 %.3f, max %.3f ms",
            others,
            ns.count(),
            ns.p50() / MS,
            ns.p99() / MS,
            ns.max() / MS));
  }
}
