// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets the writer's thread through, and lets others shut it: for a moment, while the segment is
 * published again, or for good.
 *
 * <p>A write sets {@code inWrite} and then loads the state; whoever shuts the gate sets the state,
 * runs a {@linkplain WriteBarrier barrier} on all threads and then loads {@code inWrite}. So either
 * the write finds the gate shut, or the other finds the write and waits for it. The state is loaded
 * with acquire order and opened again with a release store: what was replaced meanwhile is seen by
 * the next write.
 */
final class WriteGate {

  private static final int OPEN = 0;
  private static final int SUSPENDED = 1;
  private static final int CLOSED = 2;

  /** How long a write under way is waited for before it is cut off. */
  static final long QUIESCENCE_NS = TimeUnit.SECONDS.toNanos(1);

  private static final long POLL_NS = TimeUnit.MICROSECONDS.toNanos(50);

  private static final VarHandle IN_WRITE;
  private static final VarHandle STATE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      IN_WRITE = lookup.findVarHandle(WriteGate.class, "inWrite", boolean.class);
      STATE = lookup.findVarHandle(WriteGate.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final WriteBarrier barrier;
  private boolean inWrite;
  private int state;

  WriteGate(WriteBarrier barrier) {
    this.barrier = barrier;
  }

  /** Begins a write; false when the gate is shut, then there is nothing to {@link #leave}. */
  boolean enter() {
    IN_WRITE.setOpaque(this, true);
    if ((int) STATE.getAcquire(this) == OPEN) {
      return true;
    }
    leave();
    return false;
  }

  /** Ends a write. */
  void leave() {
    IN_WRITE.setRelease(this, false);
  }

  /** Whether writes are let through. Opaque: the caller's own stores come before it. */
  boolean isOpen() {
    return (int) STATE.getOpaque(this) == OPEN;
  }

  boolean isClosed() {
    return (int) STATE.getAcquire(this) == CLOSED;
  }

  boolean isSuspended() {
    return (int) STATE.getAcquire(this) == SUSPENDED;
  }

  /** Shuts the gate for a moment; false when it is shut. */
  boolean suspend() {
    return STATE.compareAndSet(this, OPEN, SUSPENDED);
  }

  /** Opens it again; false when it was closed meanwhile. */
  boolean resume() {
    return STATE.compareAndSet(this, SUSPENDED, OPEN);
  }

  /** Shuts the gate for good; false when it was. */
  boolean close() {
    return (int) STATE.getAndSet(this, CLOSED) != CLOSED;
  }

  /**
   * Waits, 1 s at most, until no write is under way that was let through; false when one still is.
   *
   * @param hopeless whether the write under way will never end, since the caller itself is in it
   */
  boolean awaitQuiescence(BooleanSupplier hopeless) {
    settle();
    long startNs = System.nanoTime();
    while (!isQuiescent()
        && !hopeless.getAsBoolean()
        && System.nanoTime() - startNs < QUIESCENCE_NS) {
      LockSupport.parkNanos(POLL_NS);
    }
    return isQuiescent();
  }

  /** After shutting it, before {@link #isQuiescent}: from here on no write begins unseen. */
  void settle() {
    barrier.await();
  }

  /** Whether no write is under way that was let through. */
  boolean isQuiescent() {
    return !(boolean) IN_WRITE.getAcquire(this);
  }
}
