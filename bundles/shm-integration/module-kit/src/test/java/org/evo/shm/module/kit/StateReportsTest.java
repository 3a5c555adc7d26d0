// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;
import org.junit.jupiter.api.Test;

class StateReportsTest {

  private static final long MS = 1_000_000;
  private static final long WINDOW_MS = StateReports.WINDOW_S * 1000L;

  private final List<String> lines = new ArrayList<>();
  private final StateReports reports =
      new StateReports((now, unreported) -> lines.add(now.state() + " " + unreported));
  private long nowMs = 5_000_000;

  @Test
  void shouldReportEachOfAFewChanges() {
    change(ModuleState.RUNNING);
    change(ModuleState.DEGRADED);

    assertEquals(List.of("RUNNING 0", "DEGRADED 0"), lines);
    assertFalse(reports.isDue());
  }

  @Test
  void shouldHoldBackWhatFlapsAndTellInTheEndWhatHasComeOfIt() {
    flap(1000);
    change(ModuleState.DEGRADED);

    assertEquals(StateReports.AT_MOST, lines.size());
    assertTrue(reports.isDue());
    reports.catchUp(status(ModuleState.DEGRADED), nowMs * MS);
    assertEquals(StateReports.AT_MOST, lines.size());

    nowMs += WINDOW_MS;
    reports.catchUp(status(ModuleState.DEGRADED), nowMs * MS);
    assertEquals(StateReports.AT_MOST + 1, lines.size());
    assertEquals("DEGRADED " + (1001 - StateReports.AT_MOST), lines.get(StateReports.AT_MOST));
    assertFalse(reports.isDue());
  }

  @Test
  void shouldKeepToItsLimitForAsLongAsItFlaps() {
    for (int window = 0; window < 6; window++) {
      flap((int) WINDOW_MS);
    }

    assertTrue(lines.size() <= 7 * StateReports.AT_MOST, () -> lines.size() + " lines");
  }

  @Test
  void shouldAlwaysReportAFaultAndTheEnd() {
    flap(100);
    change(ModuleState.FAULT);
    change(ModuleState.STOPPED);

    assertEquals("FAULT " + (100 - StateReports.AT_MOST), lines.get(StateReports.AT_MOST));
    assertEquals("STOPPED 0", lines.get(StateReports.AT_MOST + 1));
  }

  /** A change each millisecond. */
  private void flap(int times) {
    for (int i = 0; i < times; i++) {
      change(i % 2 == 0 ? ModuleState.DEGRADED : ModuleState.RUNNING);
      nowMs++;
    }
  }

  private void change(ModuleState state) {
    reports.changed(status(state), nowMs * MS);
  }

  private static ModuleStatus status(ModuleState state) {
    return new ModuleStatus("hal", state, ModuleFault.NONE, "", List.of(), false);
  }
}
