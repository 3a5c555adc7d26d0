// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.concurrent.atomic.AtomicLong;

/** A number that one thread changes, without the cost of an atomic addition, and any may read. */
final class Counter {

  private final AtomicLong value = new AtomicLong();

  void add(long amount) {
    value.setRelease(value.getPlain() + amount);
  }

  void set(long now) {
    value.setRelease(now);
  }

  void raise(long candidate) {
    if (candidate > value.getPlain()) {
      value.setRelease(candidate);
    }
  }

  long get() {
    return value.get();
  }
}
