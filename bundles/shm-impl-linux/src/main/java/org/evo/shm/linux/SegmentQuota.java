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
  interface Place {

    /** Says that a writer has it now, and warns where not much is left. */
    void occupied();

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
    return new Taken(owned, ownedBytes, geometry.fileBytes());
  }

  private final class Taken implements Place {

    private final int owned;
    private final long ownedBytes;
    private final long fileBytes;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    Taken(int owned, long ownedBytes, long fileBytes) {
      this.owned = owned;
      this.ownedBytes = ownedBytes;
      this.fileBytes = fileBytes;
    }

    @Override
    public void occupied() {
      tell("segments of this process", owned, limits.segmentsPerProcess());
      tell("bytes of memory of this process's segments", ownedBytes, roomBytes());
    }

    @Override
    public void giveBack() {
      if (taken.getAndSet(false)) {
        SegmentQuota.this.giveBack(fileBytes);
      }
    }
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
            + (segments == 1 ? " writer" : " writers")
            + " open, and may have "
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
