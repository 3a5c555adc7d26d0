// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.concurrent.atomic.AtomicInteger;
import org.evo.shm.WriterListener;

/** Counts how often a writer's segment was lost and published again. Thread-safe. */
final class Losses implements WriterListener {

  private final AtomicInteger republished = new AtomicInteger();

  @Override
  public void republished(String segment) {
    republished.incrementAndGet();
  }

  int republished() {
    return republished.get();
  }
}
