// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;

/** Judges a run whose time is over. */
final class RunVerdict {

  /** In these a module does its work, if only in part. */
  private static final Set<ModuleState> AT_WORK =
      EnumSet.of(ModuleState.RUNNING, ModuleState.DEGRADED);

  private RunVerdict() {}

  /**
   * What is to be said against it; empty when every module was at work in the end.
   *
   * @param expected the modules that were to run
   * @param atTheEnd what those that are there say of themselves, by name
   */
  static Optional<String> complaint(
      List<KnownModule> expected, Map<String, ModuleStatus> atTheEnd) {
    List<ModuleReport> idle =
        expected.stream()
            .map(m -> report(m.name(), Optional.ofNullable(atTheEnd.get(m.name()))))
            .filter(report -> report.status().filter(s -> AT_WORK.contains(s.state())).isEmpty())
            .toList();
    return idle.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "not at work in the end: "
                + idle.stream().map(RunVerdict::describe).collect(Collectors.joining(", ")));
  }

  private static ModuleReport report(String name, Optional<ModuleStatus> status) {
    return new ModuleReport(name, status, List.of());
  }

  private static String describe(ModuleReport module) {
    return module.name() + " (" + module.state() + ": " + module.text() + ")";
  }
}
