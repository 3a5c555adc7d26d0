// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.InputState;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One input of a module: the newest whole record of a segment, and how far it can be trusted. The
 * segment may be missing, come, go and come back: attaching is done elsewhere, with back-off, and
 * never by the loop.
 *
 * <p>The record is copied, so that {@link #view()} stays whole for as long as the cycle needs it.
 *
 * <p>{@link #start} and {@link #close} from any thread; everything else is the loop's.
 */
public final class InputLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InputLink.class);
  private static final long FIRST_DELAY_MS = 10;
  private static final long MAX_DELAY_MS = 500;

  private final ShmLifecycleManager manager;
  private final String segment;
  private final RecordLayout layout;
  private final HeaderFields header;
  private final RetryTimer timer;
  private final Staleness staleness;
  private final RecordCopy copy;
  private volatile SegmentReader reader;

  /** Whether something was read since it was attached; set by the loop. */
  private volatile boolean proven;

  // Guarded by this.
  private long delayMs = FIRST_DELAY_MS;
  private boolean pending;
  private boolean closed;
  private String problem = "";

  /**
   * @param layout what the module knows of the record
   * @param header its header
   * @param timer whoever created it closes it, before this
   */
  public InputLink(
      ShmLifecycleManager manager,
      RecordLayout layout,
      HeaderFields header,
      RetryTimer timer,
      InputPolicy policy) {
    this.manager = manager;
    this.segment = layout.name();
    this.layout = layout;
    this.header = header;
    this.timer = timer;
    this.staleness = new Staleness(policy);
    this.copy = new RecordCopy(layout.sizeBytes());
  }

  /** Attaches as soon as the segment is there. Timing: cold. */
  public synchronized void start() {
    if (!closed && !pending && reader == null) {
      pending = true;
      timer.after(0, this::attach);
    }
  }

  /**
   * Takes the newest record, if there is one, and judges its age. Once a cycle. Timing: hot.
   *
   * @param nowNs the loop's time
   */
  public InputState poll(long nowNs) {
    SegmentReader attached = reader;
    if (attached != null) {
      take(attached);
    }
    return copy.isPresent() ? staleness.aged(nowNs - publishTimeNs()) : staleness.absent();
  }

  /** What the last {@link #poll} said. Timing: hot. */
  public InputState state() {
    return staleness.state();
  }

  /** Whether the values may be used: they are fresh, or held by configuration. Timing: hot. */
  public boolean isUsable() {
    return staleness.state() == InputState.LIVE || staleness.state() == InputState.HELD;
  }

  /** Whether the last record was too old at the last {@link #poll}, latched or not. Timing: hot. */
  public boolean isOld() {
    return staleness.isOld();
  }

  /**
   * The last whole record, all zeros before the first; good until the next {@link #poll}. Timing:
   * hot.
   */
  public RecordView view() {
    return copy.view();
  }

  /** When the last record was published, 0 before the first. Timing: hot. */
  public long publishTimeNs() {
    return header.publishTimeNs().get(copy.view());
  }

  /** Its age at the last {@link #poll}; {@link Long#MAX_VALUE} before the first. Timing: hot. */
  public long ageNs() {
    return staleness.ageNs();
  }

  /** A reset has come: what is latched is judged anew. Timing: hot. */
  public void acknowledge() {
    staleness.acknowledge();
  }

  /** Why the segment could not be read last time, empty when it can. Timing: cold. */
  public synchronized String problem() {
    return proven ? "" : problem;
  }

  /** Gives the reader back. Idempotent. Timing: cold. */
  @Override
  public void close() {
    SegmentReader owned;
    synchronized (this) {
      closed = true;
      owned = reader;
      reader = null;
    }
    if (owned != null) {
      owned.close();
    }
  }

  private void take(SegmentReader attached) {
    try {
      copy.take(attached);
      if (!proven) {
        proven = true;
      }
    } catch (NoValueYetException | VersionConflictException notNow) {
      // The last record stays, and ages.
      return;
    } catch (ShmException gone) {
      lost(attached, gone);
    }
  }

  private synchronized void lost(SegmentReader gone, ShmException why) {
    if (closed || reader != gone) {
      return;
    }
    reader = null;
    pending = true;
    if (proven) {
      delayMs = FIRST_DELAY_MS;
    }
    noticed(why.getMessage());
    proven = false;
    later(
        () -> {
          gone.close();
          attach();
        });
  }

  private void later(Runnable attempt) {
    timer.after(delayMs, attempt);
    delayMs = Math.min(2 * delayMs, MAX_DELAY_MS);
  }

  /** Without the lock while it attaches: the loop must not wait for it. */
  private void attach() {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    try {
      attached(manager.attachReader(segment, layout));
    } catch (ShmException refusal) {
      refused(refusal.getMessage());
    } catch (RuntimeException mistake) {
      LOG.error("attaching to {} failed unexpectedly", segment, mistake);
      refused(mistake.toString());
    }
  }

  private void attached(SegmentReader fresh) {
    synchronized (this) {
      pending = false;
      if (!closed) {
        LOG.debug("{} is attached", segment);
        proven = false;
        reader = fresh;
        return;
      }
    }
    fresh.close();
  }

  /** Also what is refused for good may be replaced: by a writer of another version, for example. */
  private synchronized void refused(String why) {
    if (closed) {
      return;
    }
    noticed(why);
    later(this::attach);
  }

  private void noticed(String why) {
    if (proven || !why.equals(problem)) {
      LOG.info("{} cannot be read now: {}", segment, why);
    }
    problem = why;
  }
}
