// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.function.LongSupplier;
import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.error.WriterDeadException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.tool.console.Cancellation;
import org.evo.shm.tool.console.Output;

/**
 * Reads a segment as fast as it goes and verifies the counting pattern, every byte of every value.
 */
public final class ReadVerb {

  /** Reads between two looks at the clock; less for large values. */
  private static final int BATCH = 256;

  private static final int BATCH_BYTES = 1 << 20;
  private static final long RETRY_NS = 1_000_000;

  /**
   * How long give-ups are counted apart: until then code is interpreted, and slower than a writer.
   */
  private static final long WARM_UP_NS = 500_000_000;

  private final ShmLifecycleManager manager;
  private final Output output;
  private final LongSupplier nanoClock;
  private final Cancellation cancellation;

  /**
   * @param manager of the segment's directory
   * @param output where the result goes
   * @param nanoClock as {@link System#nanoTime()}
   * @param cancellation ends it
   */
  public ReadVerb(
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
   * Reads until it is cancelled, the segment is removed or {@code durationNs} are over, and prints
   * what was found; returns the exit code: a problem when a value was torn or went back, or when
   * none could be read.
   *
   * @throws UnsupportedException when the segment is typed and so does not hold the pattern
   * @throws org.evo.shm.error.ShmException as {@link ShmLifecycleManager#attachReader(String)}
   */
  public int run(String segment, long durationNs) {
    try (SegmentReader reader = manager.attachReader(segment)) {
      reader.info().record().ifPresent(r -> refuse(segment, r));
      Loop loop = new Loop(reader);
      long elapsedNs = loop.run(durationNs);
      loop.tally.print(output, segment, reader.retries(), elapsedNs);
      return loop.tally.exitCode();
    }
  }

  private static void refuse(String segment, RecordLayout record) {
    throw new UnsupportedException(
        segment,
        "it holds records '" + record.name() + "' and not the pattern of 'write'",
        "use 'watch' to see its values");
  }

  /** The reading itself; owned by one thread. */
  private final class Loop {
    private final SegmentReader reader;
    private final ReadTally tally = new ReadTally();
    private byte[] buffer;

    Loop(SegmentReader reader) {
      this.reader = reader;
      this.buffer = new byte[reader.capacityBytes()];
    }

    long run(long durationNs) {
      int batch = Math.max(1, Math.min(BATCH, BATCH_BYTES / buffer.length));
      long warmUpNs = Math.min(WARM_UP_NS, durationNs / 2);
      long startNs = nanoClock.getAsLong();
      long nowNs = startNs;
      boolean there = true;
      while (there && !cancellation.requested() && nowNs - startNs < durationNs) {
        there = read(batch, nowNs - startNs < warmUpNs);
        nowNs = nanoClock.getAsLong();
      }
      return nowNs - startNs;
    }

    /** Reads {@code times} values, or up to the first that cannot be had; false at the end. */
    private boolean read(int times, boolean warmingUp) {
      try {
        for (int i = 0; i < times; i++) {
          tally.value(buffer, reader.read(buffer));
        }
      } catch (VersionConflictException e) {
        tally.gaveUp(warmingUp, e);
      } catch (WriterDeadException e) {
        tally.writerDead(e);
      } catch (NoValueYetException e) {
        tally.failed(e);
        return !cancellation.await(RETRY_NS);
      } catch (InvalidRangeException e) {
        grow(e);
      } catch (NotFoundException e) {
        output.note(e.getMessage());
        return false;
      }
      return true;
    }

    /** A new generation may hold larger values. */
    private void grow(InvalidRangeException e) {
      if (reader.capacityBytes() <= buffer.length) {
        throw e;
      }
      buffer = new byte[reader.capacityBytes()];
    }
  }
}
