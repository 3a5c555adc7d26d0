// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThermalSamplerTest {

  @TempDir private Path dir;
  private HostFixture host;
  private ThermalSampler sampler;

  @BeforeEach
  void createMachine() {
    host = new HostFixture(dir).machine();
    sampler = new ThermalSampler(host.sysDir());
  }

  @Test
  void shouldRefuseAMachineWithoutSensors() {
    IOException none = assertThrows(IOException.class, () -> sampler.read(0));

    assertTrue(none.getMessage().contains("no thermal zone, no hardware monitor"));
  }

  @Test
  void shouldReadZonesThenMonitorsInTheOrderOfTheirNumbers() throws IOException {
    host.zone(10, "pch", "41500").zone(2, "x86_pkg_temp", "52000");
    host.monitor(3, "nvme", "temp1_input", "33850")
        .monitor(3, "nvme", "temp1_label", "Composite")
        .monitor(3, "nvme", "temp10_input", "30000")
        .monitor(3, "nvme", "temp2_input", "-5000")
        .monitor(3, "nvme", "temp2_crit", "90000");

    ThermalSample sample = sampler.read(5);

    assertEquals(Quality.GOOD, sample.quality());
    assertEquals(
        List.of("x86_pkg_temp", "pch", "nvme Composite", "nvme temp2", "nvme temp10"),
        sample.names().stream().map(EncodedText::toString).toList());
    assertEquals(Doubles.of(52, 41.5, 33.85, -5, 30), sample.temperatureCelsius());
  }

  @Test
  void shouldReadFans() throws IOException {
    host.monitor(0, "nct6775", "fan2_input", "900").monitor(0, "nct6775", "fan1_input", "0");

    ThermalSample sample = sampler.read(5);

    assertEquals(Doubles.of(0, 900), sample.fanRpm());
    assertEquals(0, sample.temperatureCelsius().size());
    assertEquals(Quality.GOOD, sample.quality());
  }

  @Test
  void shouldCountAZoneOnceThatIsAMonitorToo() throws IOException {
    host.zone(0, "cpu-thermal", "48000").monitor(0, "cpu_thermal", "temp1_input", "48000");

    assertEquals(Doubles.of(48), sampler.read(5).temperatureCelsius());
  }

  @Test
  void shouldKeepThePlaceOfASensorThatDoesNotAnswer() throws IOException {
    host.zone(0, "a", "garbage").zone(1, "b", "40000").zone(2, "c", "-274000");

    ThermalSample sample = sampler.read(5);

    assertEquals(Doubles.of(Double.NaN, 40, Double.NaN), sample.temperatureCelsius());
    assertEquals(Quality.GOOD, sample.quality());
  }

  @Test
  void shouldBeBadWhenNoSensorAnswers() throws IOException {
    host.zone(0, "a", "");

    assertEquals(Quality.BAD, sampler.read(5).quality());
  }

  @Test
  void shouldNameASensorAfterItsPlaceWhenItHasNoName() throws IOException {
    host.sys("class/thermal/thermal_zone0/temp", "40000\n");

    assertEquals("thermal_zone0", sampler.read(5).names().get(0).toString());
  }

  @Test
  void shouldKeepToThePlacesThereAre() throws IOException {
    for (int i = 0; i < 10; i++) {
      host.zone(i, "zone" + i, "40000").monitor(0, "fans", "fan" + i + "_input", "100");
    }

    ThermalSample sample = sampler.read(5);

    assertEquals(8, sample.temperatureCelsius().size());
    assertEquals(8, sample.names().size());
    assertEquals(4, sample.fanRpm().size());
  }

  @Test
  void shouldFindASensorThatComesLater() throws IOException {
    assertThrows(IOException.class, () -> sampler.read(0));
    host.zone(0, "late", "40000");

    assertThrows(IOException.class, () -> sampler.read(1));
    assertEquals(Doubles.of(40), sampler.read(TimeUnit.SECONDS.toNanos(10)).temperatureCelsius());
  }
}
