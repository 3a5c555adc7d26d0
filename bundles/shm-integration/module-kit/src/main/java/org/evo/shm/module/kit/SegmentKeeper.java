// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.CommitTime;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.ErrorClass;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.layout.RecordLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a segment of the module's own and keeps it, trying again with back-off while it is taken or
 * there is no room. Owns the writer until {@link #close()}; the loop borrows it. Thread-safe.
 */
public final class SegmentKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentKeeper.class);
  private static final long FIRST_DELAY_MS = 100;
  private static final long MAX_DELAY_MS = 5_000;

  private final ShmLifecycleManager manager;
  private final SegmentSpec spec;
  private final RetryTimer timer;
  private final SegmentListener listener;
  private volatile SegmentWriter writer;
  private long delayMs = FIRST_DELAY_MS;
  private boolean pending;
  private boolean closed;

  /**
   * @param timer used for this segment alone or shared; whoever created it closes it
   */
  public SegmentKeeper(
      ShmLifecycleManager manager, SegmentSpec spec, RetryTimer timer, SegmentListener listener) {
    this.manager = manager;
    this.spec = spec;
    this.timer = timer;
    this.listener = listener;
  }

  /**
   * A keeper of the segment that carries a module's record, with values that have the loop's time.
   *
   * @param timer used for this segment alone or shared; whoever created it closes it
   */
  public static SegmentKeeper ofRecord(
      ShmLifecycleManager manager,
      String module,
      RecordLayout layout,
      RetryTimer timer,
      SegmentListener listener) {
    SegmentSpec spec =
        SegmentSpec.named(layout.name())
            .module(module)
            .commitTime(CommitTime.LOOP)
            .record(layout)
            .build();
    return new SegmentKeeper(manager, spec, timer, listener);
  }

  /** The writer, null while there is none. Timing: hot. */
  public SegmentWriter writer() {
    return writer;
  }

  /** Claims the segment, unless it is ours or a retry is due anyway. Timing: blocking. */
  public void claim() {
    synchronized (this) {
      if (closed || pending || writer != null) {
        return;
      }
      pending = true;
    }
    attempt();
  }

  /**
   * The writer was closed behind our back. The loop may only say so: claiming again, which blocks,
   * happens elsewhere.
   */
  public synchronized void lost(SegmentWriter gone, HandleClosedException why) {
    if (closed || writer != gone) {
      return;
    }
    writer = null;
    pending = true;
    listener.segmentWaiting(spec.name(), why.getMessage());
    timer.after(FIRST_DELAY_MS, this::attempt);
  }

  /** Gives the segment up, for good. Idempotent. Timing: blocking. */
  @Override
  public void close() {
    SegmentWriter owned;
    synchronized (this) {
      closed = true;
      owned = writer;
      writer = null;
    }
    if (owned != null) {
      owned.close();
    }
  }

  /** Without the lock: this may take seconds, and {@link #close()} must not wait for it. */
  private void attempt() {
    try {
      claimed(manager.createWriter(spec));
    } catch (ShmException e) {
      refused(e);
    } catch (RuntimeException e) {
      LOG.error("claiming {} failed unexpectedly", spec.name(), e);
      unusable(e.toString());
    }
  }

  private void claimed(SegmentWriter claimed) {
    synchronized (this) {
      pending = false;
      delayMs = FIRST_DELAY_MS;
      if (!closed) {
        writer = claimed;
        listener.segmentClaimed(spec.name());
        return;
      }
    }
    claimed.close();
  }

  private synchronized void refused(ShmException refusal) {
    if (refusal.errorClass() == ErrorClass.FATAL) {
      unusable(refusal.getMessage());
    } else if (!closed) {
      listener.segmentWaiting(spec.name(), refusal.getMessage());
      timer.after(delayMs, this::attempt);
      delayMs = Math.min(2 * delayMs, MAX_DELAY_MS);
    }
  }

  private synchronized void unusable(String reason) {
    pending = false;
    if (!closed) {
      listener.segmentRefused(spec.name(), reason);
    }
  }
}
