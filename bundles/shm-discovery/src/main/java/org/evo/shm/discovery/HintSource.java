// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Optional;
import org.evo.shm.error.ShmException;
import org.evo.shm.spi.DirectoryWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints of the directory that is there now, silence while there is none or it cannot be watched.
 * {@link #wake} is safe from any thread at any time, the rest is for one.
 */
final class HintSource implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HintSource.class);

  private final Optional<DirectoryWatch> watch;
  private final DirectoryScanner scanner;
  private Optional<Object> watched = Optional.empty();
  private String lastFailure = "";

  /** Replaced and closed under the lock of this, so that nobody wakes what is closed. */
  private DirectoryWatch.Hints hints = new SilentHints();

  HintSource(Optional<DirectoryWatch> watch, DirectoryScanner scanner) {
    this.watch = watch;
    this.scanner = scanner;
  }

  /** Watches the directory of now, if it is there and can be watched. Timing: cold. */
  void open() {
    close();
    Optional<Object> present = scanner.identity();
    if (watch.isEmpty() || present.isEmpty()) {
      return;
    }
    try {
      replace(watch.get().open());
      watched = present;
      lastFailure = "";
    } catch (ShmException e) {
      if (!e.getMessage().equals(lastFailure)) {
        lastFailure = e.getMessage();
        LOG.warn("the directory cannot be watched, periodic looks have to do: {}", lastFailure);
      }
    }
  }

  /** Whether opening may help: another directory has the path, or none was watched. */
  boolean isStale() {
    return watch.isPresent() && (!isOpen() || !scanner.identity().equals(watched));
  }

  /** Whether there is somebody to give hints. */
  boolean isOpen() {
    return watched.isPresent();
  }

  /** See {@link DirectoryWatch.Hints#await}. */
  DirectoryWatch.Hint await(long timeoutMs) {
    return current().await(timeoutMs);
  }

  /** Ends the waiting of now, or the next one. */
  synchronized void wake() {
    hints.wake();
  }

  private synchronized DirectoryWatch.Hints current() {
    return hints;
  }

  private synchronized void replace(DirectoryWatch.Hints next) {
    hints.close();
    hints = next;
    // For what the other one was woken.
    hints.wake();
  }

  @Override
  public void close() {
    watched = Optional.empty();
    replace(new SilentHints());
  }
}
