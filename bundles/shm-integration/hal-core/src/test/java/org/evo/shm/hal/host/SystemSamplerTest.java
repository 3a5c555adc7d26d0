// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemSamplerTest {

  @TempDir private Path dir;
  private HostFixture host;
  private SystemSampler sampler;

  @BeforeEach
  void createMachine() {
    host = new HostFixture(dir).machine();
    sampler = new SystemSampler(host.procDir());
  }

  @Test
  void shouldTrustNoRateBeforeTheSecondSample() throws IOException {
    SystemSample first = sampler.read(0);

    assertEquals(Quality.BAD, first.quality());
    assertTrue(Double.isNaN(first.contextSwitchesPerS()));
  }

  @Test
  void shouldCountProcessesAndContextSwitches() throws IOException {
    sampler.read(0);
    host.stat("1 0 0 1 0 0 0 0", "1 0 0 1 0 0 0 0", "1 0 0 1 0 0 0 0", 1500);
    host.process(4711);

    long halfASecond = TimeUnit.MILLISECONDS.toNanos(500);
    assertEquals(
        new SystemSample(halfASecond, Quality.GOOD, 3, 1000, 1088.68), sampler.read(halfASecond));
  }

  @Test
  void shouldRefuseWhatIsMissingOrGarbage() {
    host.proc("uptime", "long\n");
    assertThrows(SourceFormatException.class, () -> sampler.read(0));
    host.remove("proc/uptime");
    assertThrows(IOException.class, () -> sampler.read(0));
    host.proc("stat", "ctxt\n");
    assertThrows(SourceFormatException.class, () -> sampler.read(0));
    host.proc("stat", "cpu 1\n");
    assertThrows(SourceFormatException.class, () -> sampler.read(0));
  }
}
