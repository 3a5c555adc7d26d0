// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.spi.ThreadScheduling;

/** A kernel that grants everything, or no policy. Thread-safe. */
final class FakeScheduling implements ThreadScheduling {

  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean grants = true;
  private volatile Schedule now = new Schedule(Policy.OTHER, 0, Set.of(0, 1));

  void refusePolicies() {
    grants = false;
  }

  void grantPolicies() {
    grants = true;
  }

  int calls() {
    return calls.get();
  }

  @Override
  public void setPolicy(Policy policy, int priority) {
    calls.incrementAndGet();
    if (!grants) {
      throw new PermissionDeniedException("scheduling", 1, "not granted", "ask", null);
    }
    now = new Schedule(policy, priority, now.cpus());
  }

  @Override
  public void setCpus(Set<Integer> cpus) {
    now = new Schedule(now.policy(), now.priority(), cpus.isEmpty() ? Set.of(0, 1) : cpus);
  }

  @Override
  public Schedule current() {
    return now;
  }
}
