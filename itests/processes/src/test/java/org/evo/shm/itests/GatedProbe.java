// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/** The real probe, which waits at its first file until it is let go on. */
final class GatedProbe implements SegmentProbe {

  private final SegmentProbe probe;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  GatedProbe(Path directory) {
    this.probe = new LinuxPlatform(LinuxSettings.inDirectory(directory)).probe();
  }

  void awaitReached() throws InterruptedException {
    reached.await();
  }

  void open() {
    open.countDown();
  }

  @Override
  public Path directory() {
    return probe.directory();
  }

  @Override
  public boolean isCandidate(String fileName) {
    return probe.isCandidate(fileName);
  }

  @Override
  public Optional<String> companionOf(String fileName) {
    return probe.companionOf(fileName);
  }

  @Override
  public ProbeResult probe(Path file) {
    reached.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return probe.probe(file);
  }
}
