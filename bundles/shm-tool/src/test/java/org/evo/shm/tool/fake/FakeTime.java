// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.evo.shm.tool.console.Cancellation;

/** A clock that moves when somebody waits or looks, and things that happen meanwhile. */
public final class FakeTime implements LongSupplier, Cancellation {

  private record Event(long atNs, Runnable action) {}

  private final Deque<Event> events = new ArrayDeque<>();
  private long nowNs = 1_000_000_000L;
  private long lookNs;
  private boolean cancelled;

  /** Each look at the clock takes this long from now on. */
  public void lookTakesNs(long ns) {
    lookNs = ns;
  }

  /** Makes something happen; to be called in the order of the times. */
  public void in(long ns, Runnable action) {
    events.add(new Event(nowNs + ns, action));
  }

  public void cancel() {
    cancelled = true;
  }

  @Override
  public long getAsLong() {
    advance(lookNs);
    return nowNs;
  }

  public long nowNs() {
    return nowNs;
  }

  private void advance(long ns) {
    nowNs += Math.max(0, ns);
    while (!events.isEmpty() && events.peek().atNs() <= nowNs) {
      events.poll().action().run();
    }
  }

  @Override
  public boolean requested() {
    return cancelled;
  }

  @Override
  public boolean await(long timeoutNs) {
    advance(timeoutNs);
    return cancelled;
  }
}
