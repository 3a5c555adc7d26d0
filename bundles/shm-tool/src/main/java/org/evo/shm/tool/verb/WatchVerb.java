// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.function.LongSupplier;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.tool.console.Cancellation;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Frames;
import org.evo.shm.tool.console.Output;

/** Shows the values of a segment as they change, decoded by field name where it is typed. */
public final class WatchVerb {

  private final ShmLifecycleManager manager;
  private final Output output;
  private final LongSupplier nanoClock;
  private final Cancellation cancellation;

  /**
   * @param manager of the segment's directory
   * @param output where the looks go
   * @param nanoClock as {@link System#nanoTime()}
   * @param cancellation ends it
   */
  public WatchVerb(
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
   * Looks until it is cancelled, at most {@code count} times and for {@code durationNs}; returns
   * the exit code.
   *
   * @param segment which
   * @param periodNs from one look to the next
   * @param count of looks, at most
   * @param durationNs how long, at most
   */
  public int run(String segment, long periodNs, long count, long durationNs) {
    try (SegmentFollower follower = new SegmentFollower(manager, segment, nanoClock)) {
      Pacer pacer = new Pacer(nanoClock, cancellation, periodNs, durationNs);
      Frames frames = new Frames(output);
      for (long n = 0; n < count && pacer.next(); n++) {
        show(follower.sample(), frames);
      }
    }
    return ExitCodes.GOOD;
  }

  private void show(Sample sample, Frames frames) {
    if (output.json()) {
      output.object(json -> WatchJson.members(json, sample));
    } else {
      frames.show(WatchText.of(sample, output.terminal()));
    }
  }
}
