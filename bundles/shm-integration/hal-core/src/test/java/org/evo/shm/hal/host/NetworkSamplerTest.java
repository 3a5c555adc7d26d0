// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSamplerTest {

  private static final long S = TimeUnit.SECONDS.toNanos(1);

  @TempDir private Path dir;
  private HostFixture host;
  private NetworkSampler sampler;

  @BeforeEach
  void createMachine() {
    host = new HostFixture(dir).machine();
    sampler = new NetworkSampler(host.procDir());
  }

  @Test
  void shouldTrustNoRateBeforeTheSecondSample() throws IOException {
    assertEquals(NetworkSample.bad(3), sampler.read(3));
  }

  @Test
  void shouldKeepTheLoopbackApart() throws IOException {
    sampler.read(0);
    host.netDev(10_000 + 3000, 500 + 200, 700 + 80);

    assertEquals(new NetworkSample(2 * S, Quality.GOOD, 1500, 100, 40), sampler.read(2 * S));
  }

  @Test
  void shouldSumInterfacesAndLetANewOneJoinWithItsSecondSample() throws IOException {
    host.proc("net/dev", line("eth0", "10", "20"));
    sampler.read(0);
    host.proc("net/dev", line("eth0", "11", "22") + line("wlan0.5", "500", "500"));
    assertEquals(new NetworkSample(S, Quality.GOOD, 1, 2, 0), sampler.read(S));
    host.proc("net/dev", line("eth0", "11", "22") + line("wlan0.5", "503", "504"));

    assertEquals(new NetworkSample(2 * S, Quality.GOOD, 3, 4, 0), sampler.read(2 * S));
  }

  @Test
  void shouldSurviveTheWrapOfACounter() throws IOException {
    host.proc("net/dev", line("eth0", "18446744073709551606", "0"));
    sampler.read(0);
    host.proc("net/dev", line("eth0", "90", "0"));

    assertEquals(100, sampler.read(S).rxBytesPerS());
  }

  @Test
  void shouldTakeNothingFromAnInterfaceThatStartedAnew() throws IOException {
    sampler.read(0);
    host.netDev(1, 1, 1);

    assertEquals(new NetworkSample(S, Quality.GOOD, 0, 0, 0), sampler.read(S));
  }

  @Test
  void shouldReadTheNameOfAnAlias() throws IOException {
    host.proc("net/dev", line("eth0:1", "10", "0"));
    sampler.read(0);
    host.proc("net/dev", line("eth0:1", "15", "0"));

    assertEquals(5, sampler.read(S).rxBytesPerS());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "no interface\n", "eth0: 1 2 3\n", "eth0: a b c d e f g h i\n"})
  void shouldRefuseGarbage(String dev) {
    host.proc("net/dev", dev);

    assertThrows(SourceFormatException.class, () -> sampler.read(0));
  }

  private static String line(String name, String received, String sent) {
    return name + ":" + received + " 0 0 0 0 0 0 0 " + sent + " 0 0 0 0 0 0 0\n";
  }
}
