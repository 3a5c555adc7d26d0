// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSamplerTest {

  @TempDir private Path dir;
  private final AtomicLong clock = new AtomicLong();

  /** Each look at the clock takes a millisecond. */
  private long tick() {
    return clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
  }

  @Test
  void shouldGiveEachGroupItsOwnTime() {
    HostFixture host = new HostFixture(dir).machine().zone(0, "zone", "40000");
    HostSampler sampler = new HostSampler(host.procDir(), host.sysDir(), this::tick);

    HostSamples samples = sampler.get();

    assertTrue(samples.cpu().timeNs() < samples.memory().timeNs());
    assertTrue(samples.system().timeNs() < samples.passNs());
    assertEquals(Quality.GOOD, samples.memory().quality());
    assertEquals(Quality.GOOD, samples.thermal().quality());
  }

  @Test
  void shouldShowAMachineThatHasNothingAsBad() {
    HostFixture host = new HostFixture(dir);
    HostSampler sampler = new HostSampler(host.procDir(), host.sysDir(), this::tick);

    sampler.get();

    assertTrue(groups(sampler.get()).allMatch(group -> group.quality() == Quality.BAD));
  }

  @Test
  void shouldShowOnlyTheGroupAsBadWhoseSourceIsGarbageAndRecoverWithIt() {
    HostFixture host = new HostFixture(dir).machine();
    HostSampler sampler = new HostSampler(host.procDir(), host.sysDir(), this::tick);
    host.proc("meminfo", "garbage\n");

    assertEquals(Quality.BAD, sampler.get().memory().quality());
    assertEquals(Quality.GOOD, sampler.get().disk().quality());

    host.machine();
    assertEquals(Quality.GOOD, sampler.get().memory().quality());
  }

  @Test
  void shouldReadTheMachineItRunsOn() {
    HostSampler sampler = new HostSampler(Path.of("/proc"), Path.of("/sys"), System::nanoTime);

    sampler.get();
    HostSamples samples = sampler.get();

    assertEquals(Quality.GOOD, samples.memory().quality());
    assertEquals(Quality.GOOD, samples.network().quality());
    assertEquals(Quality.GOOD, samples.system().quality());
    assertTrue(samples.system().processCount() > 0);
    assertTrue(samples.cpu().coreCount() > 0);
  }

  private static Stream<GroupSample> groups(HostSamples samples) {
    return Stream.of(
        samples.cpu(),
        samples.memory(),
        samples.thermal(),
        samples.disk(),
        samples.network(),
        samples.system());
  }
}
