// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.evo.shm.spi.ProcessWatch;

/** Processes that end when a test says so. Thread-safe. */
final class FakeProcesses implements ProcessWatch {

  private final Map<String, Runnable> watched = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean blind;

  void blind(boolean now) {
    blind = now;
  }

  void end(Sample sample) {
    watched.get(sample.fileName()).run();
  }

  Set<String> watched() {
    return watched.keySet();
  }

  /** How often somebody was to be watched. */
  int asked() {
    return asked.get();
  }

  @Override
  public Optional<Watch> watchWriter(Path file, Runnable ended) {
    asked.incrementAndGet();
    if (blind) {
      return Optional.empty();
    }
    String fileName = file.getFileName().toString();
    watched.put(fileName, ended);
    return Optional.of(() -> watched.remove(fileName, ended));
  }
}
