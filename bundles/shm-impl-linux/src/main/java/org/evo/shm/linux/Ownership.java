// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.lifecycle.LostSegments;
import org.evo.shm.linux.lifecycle.OwnedSegment;
import org.evo.shm.linux.protocol.SeqlockWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a writer handle owns, and what becomes of it off the hot path: it is closed, parked, or
 * published again by the watch when its name or its file was lost. Then the gate is shut, the name
 * claimed anew, the last value handed over, the gate opened, and the lost file given up: until then
 * its readers read on, and nobody else can attach to it. Thread-safe.
 */
final class Ownership implements HandleWatch.Watched {

  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  /** An owner looks at its name and its metadata once in so many rounds of the watch. */
  private static final int OWNER_TICKS = 10;

  /** And shows that it lives once in so many. */
  private static final long LIFE_TICKS = OwnedSegment.LIFE_SIGN_MS / HandleWatch.PERIOD_MS;

  private final LinuxPlatform platform;
  private final WriterListeners listeners;
  private final SegmentHeader header;
  private final String name;
  private final WriteGate gate;
  private final Consumer<SeqlockWriter> handOver;
  private final Runnable onEnd;
  private final ReentrantLock lock = new ReentrantLock();

  /** Null while it is lost and not yet claimed again, and after the end. Stored under the lock. */
  private volatile OwnedSegment segment;

  /** The lost one, while readers still find its last value there; null when there is none. */
  private OwnedSegment leftBehind;

  private SeqlockWriter seqlock;
  private long generation;

  private long suspendedAtNs;

  /** Whether no write is under way any more in the file that was lost, or it was cut off. */
  private boolean settled;

  /** What readers are to find when the segment has been published again; null for nothing. */
  private SeqlockWriter.Value lastValue;

  /** Why the watch closed the gate, null when it did not. */
  private volatile ShmException loss;

  /**
   * @param handOver gets the writing side of a segment that was published again, while the gate is
   *     shut
   * @param onEnd called once when nothing is owned any more
   */
  Ownership(
      LinuxPlatform platform,
      WriterListeners listeners,
      OwnedSegment segment,
      WriteGate gate,
      Consumer<SeqlockWriter> handOver,
      Runnable onEnd) {
    this.platform = platform;
    this.listeners = listeners;
    this.segment = segment;
    this.header = segment.header();
    this.name = header.name();
    this.gate = gate;
    this.handOver = handOver;
    this.onEnd = onEnd;
    this.seqlock = writingSide(segment);
    handOver.accept(seqlock);
    platform.watch().add(this);
  }

  private static SeqlockWriter writingSide(OwnedSegment segment) {
    long wallClockNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    return new SeqlockWriter(segment.memory(), wallClockNs - System.nanoTime());
  }

  /** What is owned now. */
  OwnedSegment segment() {
    OwnedSegment owned = segment;
    if (owned == null) {
      throw refusal();
    }
    return owned;
  }

  /**
   * Gives it up in some way, when the write under way has ended or taken too long. Call it once,
   * with the gate closed.
   *
   * @param hopeless whether the write under way will never end
   */
  void end(Consumer<OwnedSegment> ending, BooleanSupplier hopeless) {
    leave();
    lock.lock();
    try {
      gate.awaitQuiescence(hopeless);
      OwnedSegment ended = segment;
      segment = null;
      try {
        giveUpWhatWasLost();
      } finally {
        if (ended != null) {
          ending.accept(ended);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    platform.watch().remove(this);
    onEnd.run();
  }

  @Override
  public void check(long tick) {
    // Whoever holds it is ending the segment, and the watch has others to look after.
    if (lock.tryLock()) {
      try {
        if (!gate.isClosed()) {
          look(tick);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void look(long tick) {
    LostSegments care = platform.lost();
    if (segment == null) {
      claimAgain();
    } else if (gate.isSuspended() || tick % OWNER_TICKS == 0 || care.isTruncated(segment)) {
      care.loss(segment).ifPresentOrElse(this::publishAgain, this::goOn);
    }
    if (segment != null && tick % LIFE_TICKS == 0) {
      care.showLife(segment);
    }
  }

  /**
   * All is well with the file; but its name may have come back while the write under way was waited
   * for, or handing over to it may have failed the last time.
   */
  private void goOn() {
    if (!gate.isSuspended()) {
      platform.lost().repairMetadata(segment);
    } else if (settled) {
      goOnIn(segment);
    } else {
      gate.resume();
    }
  }

  private void publishAgain(LostSegments.Loss lost) {
    if (lost.valueGone()) {
      platform.watch().truncationFound();
    }
    // Else it is the new one already that was lost, before anything was handed over to it.
    if (gate.suspend()) {
      LOG.warn("segment {}: {}; publishing it again", name, lost.reason());
      gate.settle();
      suspendedAtNs = System.nanoTime();
      settled = false;
    }
    if (!settled && !settle(lost)) {
      return;
    }
    giveUpWhatWasLost();
    leftBehind = segment;
    generation = segment.generation();
    segment = null;
    claimAgain();
  }

  /**
   * Takes the last value along; false while a write under way may still end: then the next round
   * looks again, since the watch has others to look after.
   */
  private boolean settle(LostSegments.Loss lost) {
    boolean quiescent = gate.isQuiescent();
    if (quiescent || System.nanoTime() - suspendedAtNs > WriteGate.QUIESCENCE_NS) {
      lastValue = lost.valueGone() ? null : lastValue(quiescent);
      settled = true;
    }
    return settled;
  }

  /** Null when there is none: a segment without a value is better than none. */
  private SeqlockWriter.Value lastValue(boolean quiescent) {
    try {
      SeqlockWriter.Value value =
          quiescent ? seqlock.copyOfValue() : platform.lost().cutOff(segment, seqlock::copyOfValue);
      // Truncated under the copy it may be anything, and the error for that may still be to come.
      if (!platform.lost().isTruncated(segment)) {
        return value;
      }
      platform.watch().truncationFound();
      return null;
    } catch (VirtualMachineError | ShmException e) {
      // Truncated this moment, or too large for the heap.
      LOG.warn("segment {}: its last value cannot be kept: {}", name, e.toString());
      return null;
    }
  }

  /** Its readers move on. */
  private void giveUpWhatWasLost() {
    OwnedSegment lost = leftBehind;
    leftBehind = null;
    if (lost != null) {
      platform.lost().giveUp(lost);
    }
  }

  /**
   * Only another writer ends this one. When others are at work, something is in the way of the name
   * or anything else fails, it is tried again in the next round.
   */
  private void claimAgain() {
    Optional<OwnedSegment> claimed;
    try {
      claimed =
          platform.claims().tryClaim(header, seqlock.version(), generation, leftBehind, this::fill);
    } catch (ResourceExhaustedException e) {
      // There may be room for one of them only.
      giveUpWhatWasLost();
      throw e;
    } catch (SegmentBusyException e) {
      loseForGood(e);
      return;
    }
    claimed.ifPresent(this::goOnIn);
  }

  /** A new file has the last value before it has a name: no reader finds it empty. */
  private void fill(OwnedSegment born) {
    if (lastValue != null) {
      writingSide(born).restore(lastValue);
    }
  }

  private void goOnIn(OwnedSegment next) {
    segment = next;
    SeqlockWriter fresh = writingSide(segment);
    if (lastValue != null && fresh.version() <= seqlock.version()) {
      // Not a new file, which is filled already, but one that was adopted.
      fresh.restore(lastValue);
    }
    if (lastValue != null && platform.lost().isTruncated(segment)) {
      return;
    }
    lastValue = null;
    fresh.commitTimeNs(seqlock.commitTimeNs());
    seqlock = fresh;
    handOver.accept(fresh);
    boolean resumed = gate.resume();
    giveUpWhatWasLost();
    if (resumed) {
      listeners.republished(name);
    }
  }

  private void loseForGood(ShmException cause) {
    loss = cause;
    if (gate.close()) {
      LOG.error("segment {} is lost: {}", name, cause.getMessage());
      leave();
      listeners.lost(name, cause);
    }
    giveUpWhatWasLost();
  }

  /** Why the gate lets nobody through. */
  ShmException refusal() {
    ShmException cause = loss;
    if (cause != null) {
      return new HandleClosedException(
          name, "it was lost: " + cause.reason(), "create another writer when that one has gone");
    }
    if (gate.isClosed()) {
      return new HandleClosedException(name, "this writer was closed", "create another one");
    }
    return new SegmentBusyException(
        name, "its file was lost and it is being published again", "write again in a moment");
  }

  /**
   * What an {@link InternalError} in a write means: access to memory that a truncated file does not
   * have any more, of this segment or, since such errors come late, of another one. The watch
   * publishes a truncated one again.
   */
  ShmException explain(InternalError error) {
    if (isGone()) {
      platform.watch().truncationFound();
    } else if (!platform.watch().truncatedLately()) {
      throw error;
    }
    return new CorruptException(
        name,
        "a file was truncated under this write, which may have reached nobody",
        "find who truncates files in " + platform.settings().directory() + ", and write again");
  }

  /** Also while it is being published again: the write began in the file that was lost. */
  private boolean isGone() {
    OwnedSegment owned = segment;
    return owned == null || platform.lost().isTruncated(owned);
  }

  /** Ends the segment and keeps it for this process. One that was truncated goes: it is empty. */
  void park(long timeoutMs, BooleanSupplier hopeless) {
    end(owned -> keep(owned, timeoutMs), hopeless);
  }

  private void keep(OwnedSegment owned, long timeoutMs) {
    if (platform.lost().isTruncated(owned)) {
      platform.claims().retire(owned);
      throw new CorruptException(
          name,
          "its file was truncated, there is nothing to keep",
          "find who truncates files in " + platform.settings().directory());
    }
    platform.parking().park(owned, timeoutMs);
  }
}
