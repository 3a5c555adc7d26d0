// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuSamplerTest {

  @TempDir private Path dir;
  private HostFixture host;
  private CpuSampler sampler;

  @BeforeEach
  void createMachine() {
    host = new HostFixture(dir).machine();
    sampler = new CpuSampler(host.procDir(), host.sysDir());
  }

  @Test
  void shouldTrustNoLoadBeforeTheSecondSample() throws IOException {
    CpuSample first = sampler.read(100);

    assertEquals(Quality.BAD, first.quality());
    assertEquals(100, first.timeNs());
    assertTrue(Double.isNaN(first.loadPercent()));
    assertTrue(Double.isNaN(first.coreLoadPercent().get(0)));
  }

  @Test
  void shouldGiveTheLoadSinceTheSampleBefore() throws IOException {
    sampler.read(100);
    host.stat("15 1 11 75 13 1 1 3", "8 1 6 35 8 0 0 2", "7 0 5 40 5 1 1 1", 1000);

    CpuSample second = sampler.read(200);

    assertEquals(Quality.GOOD, second.quality());
    assertEquals(200, second.timeNs());
    assertEquals(2, second.coreCount());
    assertEquals(100.0 * 12 / 20, second.loadPercent());
    assertEquals(100.0 * 7 / 10, second.coreLoadPercent().get(0));
    assertEquals(100.0 * 5 / 10, second.coreLoadPercent().get(1));
    assertTrue(Double.isNaN(second.coreLoadPercent().get(2)), "there is no third processor");
    assertEquals(0.5, second.loadAverage1Min());
  }

  @Test
  void shouldKeepTheSampleBeforeWhileNoTickHasPassed() throws IOException {
    sampler.read(100);
    host.stat("20 0 10 70 10 0 0 0", "15 0 5 35 5 0 0 0", "5 0 5 35 5 0 0 0", 1000);
    CpuSample second = sampler.read(200);

    assertSame(second, sampler.read(300));
  }

  @Test
  void shouldCountIdleTimeThatTheKernelTookBackAsNone() throws IOException {
    sampler.read(100);
    host.stat("20 0 10 70 9 0 0 0", "15 0 5 35 4 0 0 0", "5 0 5 35 5 0 0 0", 1000);

    CpuSample second = sampler.read(200);

    assertEquals(100, second.loadPercent());
    assertEquals(100, second.coreLoadPercent().get(0));
  }

  @Test
  void shouldLeaveOutAProcessorThatWentOffline() throws IOException {
    sampler.read(100);
    host.proc("stat", "cpu 20 0 10 70 10 0 0 0\ncpu1 15 0 5 35 5 0 0 0\n");

    CpuSample second = sampler.read(200);

    assertEquals(1, second.coreCount());
    assertTrue(Double.isNaN(second.coreLoadPercent().get(0)));
    assertEquals(100, second.coreLoadPercent().get(1));
  }

  @Test
  void shouldCountProcessorsThatHaveNoPlace() throws IOException {
    StringBuilder stat = new StringBuilder("cpu 1 0 0 1 0 0 0 0\n");
    for (int i = 0; i < 20; i++) {
      stat.append("cpu").append(i).append(" 1 0 0 1 0 0 0 0\n");
    }
    host.proc("stat", stat.toString());

    CpuSample sample = sampler.read(100);

    assertEquals(20, sample.coreCount());
    assertEquals(16, sample.coreLoadPercent().size());
  }

  @Test
  void shouldGiveNoFrequencyWhereTheKernelControlsNone() throws IOException {
    assertTrue(Double.isNaN(sampler.read(100).frequencyMhz()));
  }

  @Test
  void shouldGiveTheMeanFrequencyOfTheProcessorsThatAnswer() throws IOException {
    frequency(0, "1200000");
    frequency(1, "1800000");
    frequency(3, "<unknown>");
    CpuSampler controlled = new CpuSampler(host.procDir(), host.sysDir());

    assertEquals(1500, controlled.read(100).frequencyMhz());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "no processor here\n",
        "cpu 1 2 3\ncpu0 1 2 3\n",
        "cpu a b c d e f g h\ncpu0 1 1 1 1 1 1 1 1\n",
        "cpu 1 1 1 1 1 1 1 1\n",
        "cpu0 1 1 1 1 1 1 1 1\n"
      })
  void shouldRefuseGarbage(String stat) {
    host.proc("stat", stat);

    assertThrows(SourceFormatException.class, () -> sampler.read(100));
  }

  @Test
  void shouldRefuseALoadAverageThatIsNone() {
    host.proc("loadavg", "high\n");

    assertThrows(SourceFormatException.class, () -> sampler.read(100));
  }

  private void frequency(int processor, String khz) {
    host.sys("devices/system/cpu/cpu" + processor + "/cpufreq/scaling_cur_freq", khz + "\n");
  }
}
