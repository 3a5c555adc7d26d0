// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.lifecycle.OwnedSegment;
import org.evo.shm.linux.lifecycle.ParkedSegments;

/**
 * The segments that this process parked: they are removed when their time is over and nobody has
 * gone on with them. Thread-safe.
 */
final class Parking implements HandleWatch.Watched {

  private final ParkedSegments segments;
  private final HandleWatch watch;

  /** Until when, of {@link System#nanoTime}, by name. */
  private final Map<String, Long> parked = new ConcurrentHashMap<>();

  private volatile boolean toResume;

  Parking(ParkedSegments segments, HandleWatch watch) {
    this.segments = segments;
    this.watch = watch;
  }

  /** Gives a segment up for a while. */
  void park(OwnedSegment segment, long timeoutMs) {
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    segments.park(segment, untilNs);
    keep(segment.header().name(), untilNs);
  }

  private synchronized void keep(String name, long untilNs) {
    parked.put(name, untilNs);
    watch.add(this);
  }

  @Override
  public void check(long tick) {
    if (toResume) {
      toResume = false;
      segments.parkedHere().forEach(parked::putIfAbsent);
    }
    long nowNs = System.nanoTime();
    RuntimeException first = null;
    for (Map.Entry<String, Long> one : parked.entrySet()) {
      try {
        if (nowNs - one.getValue() > 0 && segments.removeUnowned(one.getKey())) {
          parked.remove(one.getKey(), one.getValue());
        }
      } catch (ShmException e) {
        // The others must not stay because of one.
        first = first == null ? e : first;
      }
    }
    retireIfIdle();
    if (first != null) {
      throw first;
    }
  }

  /** A writer of this process went on with it. */
  void forget(String name) {
    if (parked.remove(name) != null) {
      retireIfIdle();
    }
  }

  private synchronized void retireIfIdle() {
    if (parked.isEmpty() && !toResume) {
      watch.remove(this);
    }
  }

  /**
   * Takes over, soon, what an earlier instance in this process has parked and cannot tell us of:
   * that of an implementation bundle before its update.
   */
  void resume() {
    toResume = true;
    watch.add(this);
  }

  /** Removes all of them now: nobody in this process will go on with them. */
  void removeAll() {
    for (String name : parked.keySet()) {
      segments.removeParked(name);
      parked.remove(name);
    }
    retireIfIdle();
  }

  @Override
  public String toString() {
    return "parked segments " + parked.keySet();
  }
}
