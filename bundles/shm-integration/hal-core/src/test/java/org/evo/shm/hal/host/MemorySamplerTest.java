// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemorySamplerTest {

  @TempDir private Path dir;
  private HostFixture host;
  private MemorySampler sampler;

  @BeforeEach
  void createMachine() {
    host = new HostFixture(dir).machine();
    sampler = new MemorySampler(host.procDir());
  }

  @Test
  void shouldBeGoodFromTheFirstSample() throws IOException {
    MemorySample sample = sampler.read(7);

    assertEquals(
        new MemorySample(7, Quality.GOOD, 8_000_000L * 1024, 6_000_000L * 1024, 600L * 1024),
        sample);
  }

  static List<String> garbage() {
    String good = HostFixture.meminfo(8000, 6000, 1000, 400);
    return Stream.of(
            "",
            "MemTotal:",
            good.replace("MemAvailable", "MemGuessed"),
            good.replace("8000 kB", "lots kB"),
            good.replace("8000 kB", "8000 MB"),
            good.replace("8000 kB", "8000"),
            good.replace("8000 kB", "-8000 kB"),
            good.replace("8000 kB", "9223372036854775807 kB"),
            HostFixture.meminfo(0, 0, 0, 0),
            HostFixture.meminfo(8000, 8001, 0, 0),
            HostFixture.meminfo(8000, 6000, 0, 1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void shouldRefuseGarbage(String meminfo) {
    host.proc("meminfo", meminfo);

    assertThrows(SourceFormatException.class, () -> sampler.read(7));
  }
}
