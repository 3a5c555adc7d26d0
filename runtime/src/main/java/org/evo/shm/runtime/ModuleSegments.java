// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.module.ModuleStatus;

/** The segments of the modules of a run, seen from outside of the framework. */
final class ModuleSegments {

  private final SegmentDiscovery discovery;
  private final List<KnownModule> modules;

  ModuleSegments(SegmentDiscovery discovery, List<KnownModule> modules) {
    this.discovery = discovery;
    this.modules = modules;
  }

  /**
   * Looks before anything is touched. Timing: cold.
   *
   * @throws SegmentBusyException when a process that lives owns one of them, with its pid
   * @throws org.evo.shm.error.ShmException when the directory cannot be looked at
   */
  void requireFree() {
    List<SegmentInfo> present = discovery.refresh().segments();
    for (KnownModule module : modules) {
      present.stream()
          .filter(segment -> module.segments().contains(segment.name()))
          .filter(segment -> segment.owner().liveness() == Liveness.ALIVE)
          .findFirst()
          .ifPresent(segment -> refuse(module, segment));
    }
  }

  /** How the modules came up, with their segments. Timing: cold. */
  List<ModuleReport> report(Map<String, ModuleStatus> statuses) {
    return modules.stream()
        .map(module -> report(module, Optional.ofNullable(statuses.get(module.name()))))
        .toList();
  }

  private ModuleReport report(KnownModule module, Optional<ModuleStatus> status) {
    List<SegmentInfo> segments =
        status.stream()
            .flatMap(known -> known.segments().stream())
            .flatMap(segment -> discovery.refresh(segment).stream())
            .toList();
    return new ModuleReport(module.name(), status, segments);
  }

  private static void refuse(KnownModule module, SegmentInfo segment) {
    int pid = segment.owner().pid();
    throw new SegmentBusyException(
        segment.name(),
        "pid " + pid + " owns this segment of module " + module.name(),
        "stop that process (kill " + pid + ") or leave the module out with --modules");
  }
}
