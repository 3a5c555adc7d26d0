// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.tool.console.Cancellation;

/** Waits until modules have come up, or have not. */
final class ModuleWatch {

  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
  private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How long the inputs of modules may take to come, which are the outputs of others. */
  private static final long INPUTS_NS = TimeUnit.SECONDS.toNanos(2);

  /** Waiting longer changes nothing. */
  private static final Set<ModuleState> SETTLED =
      EnumSet.of(ModuleState.RUNNING, ModuleState.FAULT);

  /** The same when inputs have had their time. */
  private static final Set<ModuleState> SETTLED_LATER =
      EnumSet.of(ModuleState.RUNNING, ModuleState.FAULT, ModuleState.DEGRADED);

  private final Supplier<Collection<ModuleStatus>> modules;
  private final LongSupplier nanoClock;
  private final Cancellation cancellation;

  /**
   * @param modules what the modules that are there say of themselves
   * @param nanoClock as {@link System#nanoTime()}
   * @param cancellation ends the waiting
   */
  ModuleWatch(
      Supplier<Collection<ModuleStatus>> modules,
      LongSupplier nanoClock,
      Cancellation cancellation) {
    this.modules = modules;
    this.nanoClock = nanoClock;
    this.cancellation = cancellation;
  }

  /**
   * Waits for the modules, 10 s at most. Timing: blocking.
   *
   * @return the newest status of each that is there, by name
   */
  Map<String, ModuleStatus> await(List<KnownModule> expected) {
    long startNs = nanoClock.getAsLong();
    Map<String, ModuleStatus> now = statuses();
    while (!settled(expected, now, nanoClock.getAsLong() - startNs)
        && nanoClock.getAsLong() - startNs < TIMEOUT_NS
        && !cancellation.await(PERIOD_NS)) {
      now = statuses();
    }
    return now;
  }

  /** The newest status of each that is there, by name. */
  Map<String, ModuleStatus> statuses() {
    // During a swap two of one name may be there.
    return modules.get().stream()
        .collect(Collectors.toMap(ModuleStatus::module, Function.identity(), (a, b) -> b));
  }

  private static boolean settled(
      List<KnownModule> expected, Map<String, ModuleStatus> now, long waitedNs) {
    Set<ModuleState> settled = waitedNs < INPUTS_NS ? SETTLED : SETTLED_LATER;
    return expected.stream()
        .map(module -> now.get(module.name()))
        .allMatch(status -> status != null && settled.contains(status.state()));
  }
}
