// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Optional;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.WriterListener;
import org.evo.shm.error.ErrorClass;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.ShmException;
import org.evo.shm.kit.RetryTimer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One segment's writer, lent to one user at a time. Claims the segment, trying again with back-off
 * while it cannot be had; from then on it is on offer, and parked when a user has given it back.
 * Thread-safe; the writer itself belongs to its user.
 */
final class WriterLease implements WriterListener {

  private static final Logger LOG = LoggerFactory.getLogger(WriterLease.class);
  private static final long FIRST_DELAY_MS = 100;
  private static final long MAX_DELAY_MS = 5_000;

  private enum State {
    WAITING,
    OFFERED,
    REFUSED,
    ENDED
  }

  private final ShmLifecycleManager manager;
  private final SegmentSpec spec;
  private final long parkMs;
  private final RetryTimer timer;

  private volatile Runnable changed;
  private AutoCloseable listening;
  private State state = State.WAITING;
  private boolean removing;
  private String problem = "";
  private long delayMs = FIRST_DELAY_MS;

  /** Claimed, and not lent yet. */
  private SegmentWriter idle;

  private String user;
  private boolean turnedAway;
  private int edition;

  WriterLease(ShmLifecycleManager manager, SegmentSpec spec, long parkMs, RetryTimer timer) {
    this.manager = manager;
    this.spec = spec;
    this.parkMs = parkMs;
    this.timer = timer;
  }

  SegmentSpec spec() {
    return spec;
  }

  long parkMs() {
    return parkMs;
  }

  /**
   * Starts to claim the segment.
   *
   * @param onChange called when {@link #offer} may answer otherwise, without a lock
   */
  synchronized void start(Runnable onChange) {
    changed = onChange;
    listening = manager.addWriterListener(this);
    timer.after(0, this::claim);
  }

  /** What the registry is to show. */
  synchronized Optional<Publication.Offer> offer() {
    return state == State.OFFERED
        ? Optional.of(new Publication.Offer(SegmentProperties.ofWriter(spec), edition))
        : Optional.empty();
  }

  /**
   * Lends the writer; {@link #giveBack} it. Timing: blocking, when the segment was parked.
   *
   * @param bundle who asks, for messages
   * @throws ShmException when it is lent already or cannot be claimed again
   */
  SegmentWriter lend(String bundle) {
    SegmentWriter free;
    synchronized (this) {
      requireFree(bundle);
      user = bundle;
      free = idle;
      idle = null;
    }
    return free != null && free.isOpen() ? free : claimAgain();
  }

  private void requireFree(String bundle) {
    if (user != null) {
      turnedAway = true;
      LOG.warn(
          "bundle {} gets no writer of {}: bundle {} uses it; when it is given back it is offered"
              + " again",
          bundle,
          spec.name(),
          user);
      throw new SegmentBusyException(
          spec.name(),
          "its writer is in use by bundle " + user,
          "a writer has one user at a time: wait until it is given back");
    }
    if (state != State.OFFERED) {
      throw new SegmentBusyException(
          spec.name(), "its writer is not to be had now", "wait until its service is there");
    }
  }

  /** The segment was parked when its last user left, or closed by it. */
  private SegmentWriter claimAgain() {
    SegmentWriter writer;
    try {
      writer = manager.createWriter(spec);
    } catch (RuntimeException e) {
      synchronized (this) {
        user = null;
      }
      refused(e);
      timer.after(0, changed);
      throw e;
    }
    synchronized (this) {
      if (state == State.OFFERED) {
        return writer;
      }
    }
    giveBack(writer);
    throw new SegmentBusyException(
        spec.name(), "its configuration has changed meanwhile", "wait until its service is there");
  }

  /** Ends the use of the writer. Whoever was turned away meanwhile is offered it anew. */
  void giveBack(SegmentWriter writer) {
    letGo(writer);
    synchronized (this) {
      user = null;
      if (turnedAway) {
        turnedAway = false;
        edition++;
        timer.after(0, changed);
      }
    }
  }

  /**
   * Ends the lease: the service goes, and users with it.
   *
   * @param remove whether the segment is to be removed, or parked for whoever comes next
   */
  void end(boolean remove) {
    SegmentWriter free;
    AutoCloseable listener;
    synchronized (this) {
      state = State.ENDED;
      removing = remove;
      free = idle;
      idle = null;
      listener = listening;
    }
    changed.run();
    if (free != null) {
      letGo(free);
    }
    try {
      listener.close();
    } catch (Exception e) {
      LOG.warn("the listener for {} could not be removed", spec.name(), e);
    }
  }

  @Override
  public synchronized void lost(String segment, ShmException cause) {
    if (state == State.OFFERED && segment.equals(spec.name())) {
      state = State.WAITING;
      idle = null;
      timer.after(0, changed);
      waitFor(cause);
    }
  }

  private void claim() {
    synchronized (this) {
      if (state != State.WAITING) {
        return;
      }
    }
    try {
      claimed(manager.createWriter(spec));
    } catch (RuntimeException e) {
      refused(e);
    }
  }

  private void claimed(SegmentWriter writer) {
    synchronized (this) {
      if (state == State.WAITING) {
        state = State.OFFERED;
        idle = writer;
        delayMs = FIRST_DELAY_MS;
        problem = "";
      }
    }
    if (offer().isPresent()) {
      LOG.info("{} is claimed, its writer is a service", spec.name());
      changed.run();
    } else {
      letGo(writer);
    }
  }

  private synchronized void refused(RuntimeException failure) {
    if (state == State.ENDED) {
      return;
    }
    if (failure instanceof ShmException e && e.errorClass() != ErrorClass.FATAL) {
      state = State.WAITING;
      waitFor(e);
    } else {
      state = State.REFUSED;
      LOG.error("no writer of {} until its configuration changes", spec.name(), failure);
    }
  }

  private void waitFor(ShmException cause) {
    if (!cause.getMessage().equals(problem)) {
      problem = cause.getMessage();
      LOG.warn("waiting for {}: {}", spec.name(), problem);
    }
    timer.after(delayMs, this::claim);
    delayMs = Math.min(2 * delayMs, MAX_DELAY_MS);
  }

  private void letGo(SegmentWriter writer) {
    boolean close;
    synchronized (this) {
      close = removing;
    }
    try {
      if (close) {
        writer.close();
      } else {
        writer.park(parkMs);
      }
    } catch (ShmException | InternalError e) {
      // InternalError: the file was truncated under the mapping.
      LOG.warn("{} could not be {} cleanly", spec.name(), close ? "closed" : "parked", e);
    }
  }
}
