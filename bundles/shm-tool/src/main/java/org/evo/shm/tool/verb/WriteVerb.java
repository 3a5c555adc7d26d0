// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.function.LongSupplier;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.InvalidSizeException;
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
   * done; returns the exit code.
   *
   * @param spec the segment, with commit times of the loop
   * @param hz writes a second, 0 for full speed
   * @param durationNs how long, at most
   * @throws org.evo.shm.error.ShmException as {@link ShmLifecycleManager#createWriter}
   */
  public int run(SegmentSpec spec, long hz, long durationNs) {
    WriteSummary summary;
    try (SegmentWriter writer = manager.createWriter(spec)) {
      output.note(ready(spec, hz));
      Loop loop = new Loop(writer, payload(spec));
      summary = hz == 0 ? loop.fullSpeed(durationNs) : loop.paced(SECOND_NS / hz, durationNs);
    }
    summary.print(output);
    return ExitCodes.GOOD;
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
    private long counter;
    private long writes;

    /** Goes on behind what an earlier writer left, so that readers never see the counter fall. */
    Loop(SegmentWriter writer, byte[] payload) {
      this.writer = writer;
      this.payload = payload;
      this.counter = writer.version() / 2;
    }

    WriteSummary paced(long periodNs, long durationNs) {
      Pacer pacer = new Pacer(nanoClock, cancellation, periodNs, durationNs);
      while (pacer.next()) {
        writer.commitTimeNs(nanoClock.getAsLong());
        write(1);
      }
      return summary(pacer.elapsedNs());
    }

    WriteSummary fullSpeed(long durationNs) {
      int batch = (int) Math.max(1, Math.min(BATCH, BATCH_BYTES / payload.length));
      long startNs = nanoClock.getAsLong();
      long nowNs = startNs;
      while (!cancellation.requested() && nowNs - startNs < durationNs) {
        writer.commitTimeNs(nowNs);
        write(batch);
        nowNs = nanoClock.getAsLong();
      }
      return summary(nowNs - startNs);
    }

    private void write(int times) {
      for (int i = 0; i < times; i++) {
        CountingPattern.fill(payload, ++counter);
        writer.write(payload);
      }
      writes += times;
    }

    private WriteSummary summary(long elapsedNs) {
      return new WriteSummary(writer.segment(), writes, elapsedNs, writer.version());
    }
  }
}
