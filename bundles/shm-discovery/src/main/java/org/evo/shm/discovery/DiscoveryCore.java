// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Optional;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.error.ShmException;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.spi.DirectoryWatch;
import org.evo.shm.spi.ProcessWatch;
import org.evo.shm.spi.SegmentProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service without its container: one index with its listeners for as long as it lives, whoever
 * looks and whoever gives hints. While nobody can look what was seen stays known for a grace; then
 * it is forgotten, and listeners are told. Thread-safe.
 */
final class DiscoveryCore {

  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryCore.class);

  private final SwitchedProbe probe = new SwitchedProbe();
  private final IndexedDiscovery discovery = new IndexedDiscovery(probe);
  private final RetryTimer timer;
  private final long graceMs;
  private Optional<DirectoryWatch> directoryWatch = Optional.empty();
  private Optional<ProcessWatch> processWatch = Optional.empty();
  private DiscoverySettings settings = DiscoverySettings.DEFAULT;
  private Optional<DiscoveryThread> thread = Optional.empty();
  private boolean active;

  /** Counts how often there was nobody to look any more. */
  private long absences;

  /**
   * @param timer ends the grace; closed with this
   * @param graceMs how long what was seen stays known when nobody can look any more, in ms
   */
  DiscoveryCore(RetryTimer timer, long graceMs) {
    this.timer = timer;
    this.graceMs = graceMs;
  }

  /** The index. */
  SegmentDiscovery discovery() {
    return discovery;
  }

  /** Begins to look, as soon as there is something to look with. */
  synchronized void start(DiscoverySettings wanted) {
    settings = wanted;
    active = true;
    look();
    startThread();
  }

  /** Goes on with other settings. */
  synchronized void configure(DiscoverySettings wanted) {
    settings = wanted;
    restartThread();
  }

  /** Whether somebody can look. */
  synchronized boolean canLook() {
    return active && probe.isPresent();
  }

  /** From now on this one looks, instead of the one before it, if there is one. */
  synchronized void probeCame(SegmentProbe next) {
    absences++;
    switchTo(Optional.of(next));
    look();
    startThread();
  }

  /** It looks no more when this returns. The next one may be there already. */
  synchronized void probeWent(SegmentProbe last) {
    if (probe.is(last)) {
      switchTo(Optional.empty());
      long absence = ++absences;
      timer.after(graceMs, () -> forget(absence));
    }
  }

  private void switchTo(Optional<SegmentProbe> next) {
    stopThread();
    discovery.betweenLooks(() -> probe.use(next));
  }

  private synchronized void forget(long absence) {
    if (active && absence == absences) {
      LOG.warn("nobody can look for segments since {} ms: what was known is forgotten", graceMs);
      discovery.forget("the platform's implementation has gone, nobody can look");
    }
  }

  /** The index is right when somebody hears of it. */
  private void look() {
    if (!canLook()) {
      return;
    }
    try {
      discovery.refresh();
    } catch (ShmException e) {
      LOG.warn("no segments can be found yet: {}", e.getMessage());
    }
  }

  synchronized void directoryWatchCame(DirectoryWatch watch) {
    directoryWatch = Optional.of(watch);
    restartThread();
  }

  /** The next one may be there already. */
  synchronized void directoryWatchWent(DirectoryWatch watch) {
    if (directoryWatch.filter(present -> present == watch).isPresent()) {
      directoryWatch = Optional.empty();
      restartThread();
    }
  }

  synchronized void processWatchCame(ProcessWatch watch) {
    processWatch = Optional.of(watch);
    restartThread();
  }

  /** The next one may be there already. */
  synchronized void processWatchWent(ProcessWatch watch) {
    if (processWatch.filter(present -> present == watch).isPresent()) {
      processWatch = Optional.empty();
      restartThread();
    }
  }

  private void restartThread() {
    stopThread();
    startThread();
  }

  /** Nothing before the start, after the end and while nobody can look. */
  private void startThread() {
    if (canLook()) {
      thread =
          Optional.of(
              DiscoveryThread.start(discovery, probe, settings, directoryWatch, processWatch));
    }
  }

  private void stopThread() {
    thread.ifPresent(DiscoveryThread::close);
    thread = Optional.empty();
  }

  /** Ends it: nobody is told anything more. */
  void stop() {
    synchronized (this) {
      active = false;
      stopThread();
      discovery.close();
    }
    // Not under the lock: what it waits for may want that.
    timer.close();
  }
}
