// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.InvalidSizeException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.tool.console.Cancellation;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;

/**
 * Creates a segment and writes the counting pattern into it, at a rate or as fast as it goes, for
 * {@code read} and for other processes to verify.
 *
 * <p>Commit times: paced, one clock reading a write; at full speed one in {@value #BATCH} writes,
 * so that ages are exact to that many writes.
 */
public final class WriteVerb {

  /** Writes at full speed between two looks at the clock. */
  static final int BATCH = 1024;

  /** Less for large values, so that it can be stopped soon. */
  private static final long BATCH_BYTES = 64L << 20;

  /** From a write that was refused to the next one; the watch looks every 50 ms. */
  private static final long RETRY_NS = 1_000_000;

  private static final long SECOND_NS = 1_000_000_000L;

  private final ShmLifecycleManager manager;
  private final Output output;
  private final LongSupplier nanoClock;
  private final Cancellation cancellation;

  /**
   * @param manager of the segment's directory
   * @param output where the summary goes
   * @param nanoClock as {@link System#nanoTime()}
   * @param cancellation ends it
   */
  public WriteVerb(
      ShmLifecycleManager manager,
      Output output,
      LongSupplier nanoClock,
      Cancellation cancellation) {
    this.manager = manager;
    this.output = output;
    this.nanoClock = nanoClock;
    this.cancellation = cancellation;
  }

  /**
   * Writes until it is cancelled, {@code durationNs} at most, closes the writer and prints what was
   * done; returns the exit code. A segment that a third party took away is published again, and the
   * writing goes on: it is a problem only when that has not come to its end.
   *
   * @param spec the segment, with commit times of the loop
   * @param hz writes a second, 0 for full speed
   * @param durationNs how long, at most
   * @throws org.evo.shm.error.ShmException as {@link ShmLifecycleManager#createWriter}
   */
  public int run(SegmentSpec spec, long hz, long durationNs) {
    WriteSummary summary;
    Losses losses = new Losses();
    manager.addWriterListener(losses);
    try (SegmentWriter writer = manager.createWriter(spec)) {
      output.note(ready(spec, hz));
      Loop loop = new Loop(writer, payload(spec), losses);
      summary = hz == 0 ? loop.fullSpeed(durationNs) : loop.paced(SECOND_NS / hz, durationNs);
    }
    summary.print(output);
    return summary.lost() ? ExitCodes.PROBLEM : ExitCodes.GOOD;
  }

  private static byte[] payload(SegmentSpec spec) {
    if (spec.capacityBytes() < CountingPattern.COUNTER_BYTES) {
      throw new InvalidSizeException(
          spec.name(),
          "the pattern does not fit into " + spec.capacityBytes() + " bytes",
          "choose a capacity of at least " + CountingPattern.COUNTER_BYTES);
    }
    return new byte[spec.capacityBytes()];
  }

  private static String ready(SegmentSpec spec, long hz) {
    String rate = hz == 0 ? "full speed" : hz + " Hz";
    return "writing " + spec.capacityBytes() + " bytes to " + spec.name() + " at " + rate;
  }

  /** The writing itself; owned by one thread. */
  private final class Loop {
    private final SegmentWriter writer;
    private final byte[] payload;
    private final Losses losses;
    private long counter;
    private long writes;
    private long refused;
    private long lastVersion;
    private boolean lost;
    private int told;

    /** Goes on behind what an earlier writer left, so that readers never see the counter fall. */
    Loop(SegmentWriter writer, byte[] payload, Losses losses) {
      this.writer = writer;
      this.payload = payload;
      this.losses = losses;
      this.lastVersion = writer.version();
      this.counter = lastVersion / 2;
    }

    WriteSummary paced(long periodNs, long durationNs) {
      Pacer pacer = new Pacer(nanoClock, cancellation, periodNs, durationNs);
      repeat(() -> pacer.next() && write(1, nanoClock.getAsLong()));
      return summary(pacer.elapsedNs());
    }

    WriteSummary fullSpeed(long durationNs) {
      int batch = (int) Math.max(1, Math.min(BATCH, BATCH_BYTES / payload.length));
      long startNs = nanoClock.getAsLong();
      repeat(
          () -> {
            long nowNs = nanoClock.getAsLong();
            return !cancellation.requested() && nowNs - startNs < durationNs && write(batch, nowNs);
          });
      return summary(nanoClock.getAsLong() - startNs);
    }

    /** Until there is nothing more to do. */
    private void repeat(BooleanSupplier step) {
      boolean more = true;
      while (more) {
        try {
          more = step.getAsBoolean();
        } catch (InternalError e) {
          // Java 17 may tell of a file that was truncated behind the write.
          refuse();
        }
      }
    }

    /** True, since there is more to write. */
    private boolean write(int times, long nowNs) {
      tellOfLosses();
      writer.commitTimeNs(nowNs);
      for (int i = 0; i < times && tryWrite(); i++) {
        writes++;
      }
      return true;
    }

    private void tellOfLosses() {
      int republished = losses.republished();
      if (republished != told) {
        told = republished;
        output.note(writer.segment() + " was lost to a third party and has been published again");
      }
    }

    /** False when the segment is being published again: the same value is written later. */
    private boolean tryWrite() {
      CountingPattern.fill(payload, counter + 1);
      try {
        lastVersion = writer.write(payload);
        counter++;
        lost = false;
        return true;
      } catch (SegmentBusyException | CorruptException e) {
        return refuse();
      } catch (HandleClosedException e) {
        output.note(summary(0).line());
        throw e;
      }
    }

    private boolean refuse() {
      refused++;
      lost = true;
      cancellation.await(RETRY_NS);
      return false;
    }

    private WriteSummary summary(long elapsedNs) {
      tellOfLosses();
      return new WriteSummary(
          writer.segment(), writes, elapsedNs, lastVersion, losses.republished(), refused, lost);
    }
  }
}
