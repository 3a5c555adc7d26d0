// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.tool.console.Cancellation;
import org.junit.jupiter.api.Test;

class ModuleWatchTest {

  private static final List<KnownModule> HAL_ALONE = List.of(KnownModule.ALL.get(0));

  private final LogicalTime time = new LogicalTime();
  private final Deque<Collection<ModuleStatus>> looks = new ArrayDeque<>();

  @Test
  void shouldReturnAsSoonAsAModuleRuns() {
    looks.add(List.of());
    looks.add(List.of(hal(ModuleState.INIT)));
    looks.add(List.of(hal(ModuleState.RUNNING)));

    assertEquals(ModuleState.RUNNING, await().get("hal").state());
    assertTrue(looks.isEmpty());
  }

  @Test
  void shouldNotWaitForWhatWillNotChangeByItself() {
    looks.add(List.of(hal(ModuleState.FAULT)));

    assertEquals(ModuleState.FAULT, await().get("hal").state());
    assertEquals(0, time.nowNs);
  }

  @Test
  void shouldWaitForTheInputsOfAModuleForTwoSeconds() {
    List<ModuleStatus> degraded = List.of(hal(ModuleState.DEGRADED));

    assertEquals(
        ModuleState.DEGRADED,
        new ModuleWatch(() -> degraded, time::nowNs, time).await(HAL_ALONE).get("hal").state());
    assertEquals(2, TimeUnit.NANOSECONDS.toSeconds(time.nowNs));
  }

  @Test
  void shouldReturnAsSoonAsTheInputsOfAModuleHaveCome() {
    looks.add(List.of(hal(ModuleState.DEGRADED)));
    looks.add(List.of(hal(ModuleState.RUNNING)));

    assertEquals(ModuleState.RUNNING, await().get("hal").state());
    assertTrue(looks.isEmpty());
  }

  @Test
  void shouldGiveUpAWaitingModuleAfterTenSeconds() {
    assertEquals(ModuleState.WAITING, awaitForEver().get("hal").state());
    assertEquals(10, TimeUnit.NANOSECONDS.toSeconds(time.nowNs));
  }

  @Test
  void shouldEndWhenItIsCancelled() {
    time.cancelAtNs = TimeUnit.SECONDS.toNanos(1);

    awaitForEver();

    assertEquals(1, TimeUnit.NANOSECONDS.toSeconds(time.nowNs));
  }

  @Test
  void shouldNotWaitForNothing() {
    looks.add(List.of());

    assertEquals(Map.of(), new ModuleWatch(looks::remove, time::nowNs, time).await(List.of()));
  }

  private Map<String, ModuleStatus> await() {
    return new ModuleWatch(looks::remove, time::nowNs, time).await(HAL_ALONE);
  }

  private Map<String, ModuleStatus> awaitForEver() {
    List<ModuleStatus> waiting = List.of(hal(ModuleState.WAITING));
    return new ModuleWatch(() -> waiting, time::nowNs, time).await(HAL_ALONE);
  }

  private static ModuleStatus hal(ModuleState state) {
    return new ModuleStatus("hal", state, ModuleFault.NONE, "", List.of(), false);
  }

  /** Time that passes by being waited for. */
  private static final class LogicalTime implements Cancellation {

    private long nowNs;
    private long cancelAtNs = Long.MAX_VALUE;

    long nowNs() {
      return nowNs;
    }

    @Override
    public boolean requested() {
      return nowNs >= cancelAtNs;
    }

    @Override
    public boolean await(long timeoutNs) {
      nowNs += timeoutNs;
      return requested();
    }
  }
}
