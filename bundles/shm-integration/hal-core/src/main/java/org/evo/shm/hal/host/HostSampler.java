// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Samples all groups, one after the other. Owned by one thread. */
final class HostSampler implements Supplier<HostSamples> {

  private final LongSupplier clock;
  private final GroupSampler<CpuSample> cpu;
  private final GroupSampler<MemorySample> memory;
  private final GroupSampler<ThermalSample> thermal;
  private final GroupSampler<DiskSample> disk;
  private final GroupSampler<NetworkSample> network;
  private final GroupSampler<SystemSample> system;

  HostSampler(Path procDir, Path sysDir, LongSupplier clock) {
    this.clock = clock;
    cpu = new GroupSampler<>("cpu", new CpuSampler(procDir, sysDir), CpuSample::bad, clock);
    memory = new GroupSampler<>("memory", new MemorySampler(procDir), MemorySample::bad, clock);
    thermal = new GroupSampler<>("thermal", new ThermalSampler(sysDir), ThermalSample::bad, clock);
    disk = new GroupSampler<>("disk", new DiskSampler(procDir, sysDir), DiskSample::bad, clock);
    network = new GroupSampler<>("network", new NetworkSampler(procDir), NetworkSample::bad, clock);
    system = new GroupSampler<>("system", new SystemSampler(procDir), SystemSample::bad, clock);
  }

  @Override
  public HostSamples get() {
    CpuSample cpuNow = cpu.sample();
    MemorySample memoryNow = memory.sample();
    ThermalSample thermalNow = thermal.sample();
    DiskSample diskNow = disk.sample();
    NetworkSample networkNow = network.sample();
    SystemSample systemNow = system.sample();
    return new HostSamples(
        clock.getAsLong(), cpuNow, memoryNow, thermalNow, diskNow, networkNow, systemNow);
  }
}
