// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.lifecycle.NewNames;

/**
 * Counts what this process owns and creates against its {@linkplain SegmentLimits limits}. A place
 * is taken before the name is claimed, so that a refusal has touched nothing, and given back when
 * its writer is closed or parked, or was never made. Thread-safe.
 */
final class SegmentQuota implements NewNames {

  private static final String RAISE = ", or raise %s of PID org.evo.shm.core (%s of SegmentLimits)";
  private static final double PERCENT = 100;

  private final SegmentLimits limits;
  private final LongSupplier fileSystemBytes;
  private final CreationRate rate;
  private final UsageAlert alert;
  private int segments;
  private long bytes;

  /**
   * @param fileSystemBytes how large the file system of the directory is, 0 when it has no limit;
   *     asked only when there is no other limit of memory, to warn in time: refusing what does not
   *     fit is the kernel's part
   * @param nanoClock as {@link System#nanoTime()}
   */
  SegmentQuota(
      SegmentLimits limits,
      LongSupplier fileSystemBytes,
      LongSupplier nanoClock,
      UsageAlert alert) {
    this.limits = limits;
    this.fileSystemBytes = fileSystemBytes;
    this.rate = new CreationRate(limits.creationsPerSecond(), nanoClock);
    this.alert = alert;
  }

  /** Room for one writer. */
  @FunctionalInterface
  interface Place {

    /** Gives it back; once is enough, more often does nothing. */
    void giveBack();
  }

  /**
   * Takes room for a writer.
   *
   * @throws ResourceExhaustedException when there is none
   */
  Place take(SegmentHeader wanted) {
    SegmentGeometry geometry = wanted.geometry();
    long roomBytes = roomBytes();
    int owned;
    long ownedBytes;
    synchronized (this) {
      if (segments >= limits.segmentsPerProcess()) {
        throw tooMany(wanted);
      }
      // Subtracted, since the sum may be too large for a long.
      if (limits.memoryBytes() > 0 && geometry.fileBytes() > limits.memoryBytes() - bytes) {
        throw tooLarge(wanted);
      }
      owned = ++segments;
      bytes += geometry.fileBytes();
      ownedBytes = bytes;
    }
    tell("segments of this process", owned, limits.segmentsPerProcess());
    tell("bytes of memory of this process's segments", ownedBytes, roomBytes);
    AtomicBoolean taken = new AtomicBoolean(true);
    return () -> {
      if (taken.getAndSet(false)) {
        giveBack(geometry.fileBytes());
      }
    };
  }

  private synchronized void giveBack(long fileBytes) {
    segments--;
    bytes -= fileBytes;
  }

  private long roomBytes() {
    if (limits.memoryBytes() > 0) {
      return limits.memoryBytes();
    }
    long all = fileSystemBytes.getAsLong();
    return all > 0 ? all : Long.MAX_VALUE;
  }

  @Override
  public void checkNew(String name, int others) {
    if (others >= limits.segmentsPerDirectory()) {
      throw exhausted(
          name,
          "the directory holds "
              + others
              + " segments already, and a new name may be added below "
              + limits.segmentsPerDirectory(),
          "remove what is abandoned (./evo-shm cleanup)",
          "limit.directory.segments",
          "segmentsPerDirectory");
    }
    long waitNs = rate.take();
    if (waitNs > 0) {
      throw exhausted(
          name,
          "this process added "
              + limits.creationsPerSecond()
              + " new names within a second, the limit; there is room for another in "
              + (TimeUnit.NANOSECONDS.toMillis(waitNs) + 1)
              + " ms",
          "create writers once and keep them open",
          "limit.creations.per.second",
          "creationsPerSecond");
    }
    tell("segments in the directory", others + 1L, limits.segmentsPerDirectory());
  }

  private void tell(String what, long used, long limit) {
    if (used >= limit * (limits.alertPercent() / PERCENT)) {
      alert.near(what, used, limit);
    }
  }

  private ResourceExhaustedException tooMany(SegmentHeader wanted) {
    return exhausted(
        wanted.name(),
        "this process has "
            + segments
            + " writers open, and may have "
            + limits.segmentsPerProcess(),
        "close those that are not needed",
        "limit.process.segments",
        "segmentsPerProcess");
  }

  private ResourceExhaustedException tooLarge(SegmentHeader wanted) {
    SegmentGeometry geometry = wanted.geometry();
    return exhausted(
        wanted.name(),
        geometry.slots()
            + " slots of "
            + geometry.strideBytes()
            + " bytes need "
            + geometry.fileBytes()
            + " bytes; this process's segments have "
            + bytes
            + " of the "
            + limits.memoryBytes()
            + " that they may have",
        "choose a smaller size or fewer slots, close what is not needed",
        "limit.memory.bytes",
        "memoryBytes");
  }

  private static ResourceExhaustedException exhausted(
      String name, String reason, String remedy, String key, String component) {
    return new ResourceExhaustedException(
        name, ShmException.NO_ERRNO, reason, remedy + String.format(RAISE, key, component), null);
  }
}
