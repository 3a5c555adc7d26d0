// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.junit.jupiter.api.Test;

/** How long one pass takes that removes many orphans of processes that were killed. */
class CleanupFiguresIT {

  private static final int[] SHORT_FORM = {100, 1000};
  private static final int[] LONG_FORM = {100, 1000, 10_000};
  private static final int SHORT_SAMPLES = 1;
  private static final int LONG_SAMPLES = 3;
  private static final int SEGMENTS_A_PROCESS = 500;
  private static final Shape SHAPE = Shape.slotted(4, 64);

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Programs programs = Programs.ofBuild();

  @Test
  void shouldRemoveEveryOrphanOfManyInOnePass() {
    boolean isLong = CampaignSettings.ofBuild().isLong();
    remove(SHORT_FORM[0]);
    for (int orphans : isLong ? LONG_FORM : SHORT_FORM) {
      List<Long> takenNs = new ArrayList<>();
      List<Long> cpuNs = new ArrayList<>();
      for (int i = 0; i < (isLong ? LONG_SAMPLES : SHORT_SAMPLES); i++) {
        Removal removal = remove(orphans);
        takenNs.add(removal.takenNs());
        cpuNs.add(removal.cpuNs());
      }
      Distribution taken = Distribution.of(takenNs);
      Distribution cpu = Distribution.of(cpuNs);
      Progress.say(
          String.format(
              Locale.ROOT,
              "cleanup of %d orphans: %.1f ms P50, %.1f ms max, %.0f us each; processor %.1f ms P50,"
                  + " %.0f us each; %d samples",
              orphans,
              taken.p50() / 1e6,
              taken.max() / 1e6,
              taken.p50() / 1e3 / orphans,
              cpu.p50() / 1e6,
              cpu.p50() / 1e3 / orphans,
              taken.count()));
    }
  }

  /** How long a pass took, and for how much of it there was a processor. */
  private record Removal(long takenNs, long cpuNs) {}

  private Removal remove(int orphans) {
    SegmentFiles files = SegmentFiles.temporary();
    try (LinuxSharedMemory memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(files.directory()))) {
      make(files, orphans);
      long startCpuNs = threads.getCurrentThreadCpuTime();
      long startNs = System.nanoTime();
      CleanupReport report = memory.cleanup(CleanupRequest.ALL.withGraceMs(0));
      long takenNs = System.nanoTime() - startNs;
      long cpuNs = threads.getCurrentThreadCpuTime() - startCpuNs;
      assertEquals(orphans, report.removed().size());
      assertTrue(report.complete());
      assertEquals(List.of(), files.names());
      return new Removal(takenNs, cpuNs);
    } finally {
      files.remove();
    }
  }

  private void make(SegmentFiles files, int orphans) {
    for (int first = 0; first < orphans; first += SEGMENTS_A_PROCESS) {
      try (Child maker = programs.mortal(OrphanMaker.class)) {
        for (int i = first; i < Math.min(orphans, first + SEGMENTS_A_PROCESS); i++) {
          maker.say(files.directory() + " " + SHAPE + " orphan" + i);
          maker.await("made");
        }
        maker.kill();
        maker.awaitExit();
      }
    }
  }
}
