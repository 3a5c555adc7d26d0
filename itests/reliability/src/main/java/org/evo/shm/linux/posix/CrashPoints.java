// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where this process may end by SIGKILL: before and behind every system call of the phase that its
 * program has announced, and at the steps the program names itself. Calls outside a phase, and
 * those of other threads, are not counted: so one program meets the same points in every run.
 *
 * <p>One program, one plan: this is the state of a process that is about to die, and the only one.
 */
public final class CrashPoints {

  private static final int SIGKILL = 9;

  private static final List<String> REACHED = new ArrayList<>();
  private static Optional<String> fatal = Optional.empty();
  private static Thread owner;
  private static String phase;
  private static int calls;

  private CrashPoints() {}

  /** The point at which to die; empty to go through and only list what there is. */
  public static synchronized void arm(Optional<String> point) {
    fatal = point;
  }

  /** Begins a phase of the calling thread, which ends the one before. */
  public static synchronized void begin(String name) {
    owner = Thread.currentThread();
    phase = name;
    calls = 0;
  }

  /** Ends the phase. */
  public static synchronized void end() {
    owner = null;
  }

  /** A point that is no system call. */
  public static void step(String name) {
    reach(next(name));
  }

  /** The points that were passed, in order. */
  public static synchronized List<String> reached() {
    return List.copyOf(REACHED);
  }

  /** Makes a call with a point on either side; a call that fails has the one behind it too. */
  static <T> T around(String name, Supplier<T> call) {
    String point = next(name);
    reach(point + ":before");
    try {
      return call.get();
    } finally {
      reach(point + ":after");
    }
  }

  private static synchronized String next(String name) {
    if (owner == Thread.currentThread()) {
      calls++;
    }
    return phase + "#" + calls + ":" + name;
  }

  private static synchronized void reach(String point) {
    if (owner != Thread.currentThread()) {
      return;
    }
    if (fatal.filter(point::equals).isPresent()) {
      Kernel.kill(Kernel.getpid(), SIGKILL);
    }
    REACHED.add(point);
  }
}
