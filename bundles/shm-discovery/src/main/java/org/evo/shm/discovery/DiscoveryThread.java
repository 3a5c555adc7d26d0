// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.spi.DirectoryWatch;
import org.evo.shm.spi.ProcessWatch;
import org.evo.shm.spi.SegmentProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an index up to date: looks at what is announced at once, at everything from time to time.
 * One thread, from the start to {@link #close()}; one at a time for an index.
 */
public final class DiscoveryThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryThread.class);
  private static final long END_MS = TimeUnit.SECONDS.toMillis(10);

  private static final long FAILED_MS = 1000;

  private final IndexedDiscovery discovery;
  private final HintSource hints;
  private final WriterWatches writers;
  private final Looks looks;
  private final Thread thread = new Thread(this::run, "evo-shm-discovery");
  private boolean opened;
  private int lastErrno;
  private volatile boolean closed;

  private DiscoveryThread(
      IndexedDiscovery discovery,
      SegmentProbe probe,
      DiscoverySettings settings,
      Optional<DirectoryWatch> directoryWatch,
      Optional<ProcessWatch> processWatch) {
    this.discovery = discovery;
    this.hints = new HintSource(directoryWatch, new DirectoryScanner(probe));
    this.writers =
        new WriterWatches(processWatch.filter(watch -> settings.processWatch()), this::ended);
    Schedule schedule = new Schedule(settings, System.nanoTime());
    this.looks = new Looks(discovery, probe, schedule, hints, writers);
  }

  /**
   * Starts one.
   *
   * @param discovery the index
   * @param probe what the index looks with
   * @param directoryWatch who gives hints, if anybody does
   * @param processWatch who watches writers, if anybody does
   * @return close it to end it; the index stays as it is then, until it is refreshed
   */
  public static DiscoveryThread start(
      IndexedDiscovery discovery,
      SegmentProbe probe,
      DiscoverySettings settings,
      Optional<DirectoryWatch> directoryWatch,
      Optional<ProcessWatch> processWatch) {
    DiscoveryThread started =
        new DiscoveryThread(discovery, probe, settings, directoryWatch, processWatch);
    discovery.observe(started::changed, settings.updatedMs());
    started.thread.setDaemon(true);
    started.thread.setContextClassLoader(DiscoveryThread.class.getClassLoader());
    started.thread.start();
    return started;
  }

  private void ended(WriterWatches.Claim claim) {
    looks.ended(claim);
    hints.wake();
  }

  private void changed(List<String> segments) {
    looks.changed(segments);
    if (Thread.currentThread() != thread) {
      hints.wake();
    }
  }

  private void run() {
    try (hints;
        writers) {
      while (!closed) {
        try {
          round();
        } catch (RuntimeException | Error e) {
          // Errors too: with more memory, or its classes again, a bundle may go on.
          failed(e);
        }
      }
    }
  }

  private void round() {
    if (!opened) {
      opened = true;
      hints.open();
    }
    try {
      looks.round(hints.await(looks.idleMs()));
    } catch (ResourceExhaustedException e) {
      if (e.errno() != lastErrno) {
        LOG.warn("nothing can be looked at for now, everything stays known: {}", e.getMessage());
      }
      lastErrno = e.errno();
      startOver();
    }
  }

  private void failed(Throwable failure) {
    try {
      LOG.error("a look failed; without hints until the next validation", failure);
      startOver();
    } catch (RuntimeException | Error again) {
      // What is in short supply for a look may be so for a line in the log.
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(FAILED_MS));
    }
  }

  /**
   * Without hints until the next validation, which opens them again and looks at everything. Whose
   * end was announced may have got lost: all are watched anew.
   */
  private void startOver() {
    hints.close();
    writers.close();
    hints.await(FAILED_MS);
  }

  /** Ends it and waits for that. Idempotent. */
  @Override
  public void close() {
    closed = true;
    hints.wake();
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("thread {} takes its time to end", thread.getName());
    }
    discovery.observe(segments -> {}, 0);
  }
}
