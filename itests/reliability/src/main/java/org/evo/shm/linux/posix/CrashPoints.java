// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where this process may end by SIGKILL: before and behind every system call of the phase that its
 * program has announced, and at the steps the program names itself. Calls outside a phase, and
 * those of threads that the phase is not about, are not counted: so one program meets the same
 * points in every run. What the product does on its own is in another order when the machine is
 * busy: there the number of the call decides, whatever call that is this time.
 *
 * <p>One program, one plan: this is the state of a process that is about to die, and the only one.
 */
public final class CrashPoints {

  private static final int SIGKILL = 9;

  private static final List<String> REACHED = new ArrayList<>();
  private static Optional<String> fatal = Optional.empty();
  private static Thread announcer;
  private static boolean elsewhere;
  private static Optional<String> awaited = Optional.empty();
  private static String phase;
  private static int calls;

  private CrashPoints() {}

  /** The point at which to die; empty to go through and only list what there is. */
  public static synchronized void arm(Optional<String> point) {
    fatal = point;
  }

  /** Begins a phase of the calling thread, which ends the one before. */
  public static synchronized void begin(String name) {
    begin(name, false);
  }

  /**
   * Begins a phase of all other threads: of what the product does on its own.
   *
   * @param first the call from which on it counts, since until then the product only looks
   */
  public static synchronized void beginElsewhere(String name, String first) {
    begin(name, true);
    awaited = Optional.of(first);
  }

  private static void begin(String name, boolean others) {
    announcer = Thread.currentThread();
    elsewhere = others;
    awaited = Optional.empty();
    phase = name;
    calls = 0;
  }

  /** Whether this program is to die, and not only to list its points. */
  public static synchronized boolean isArmed() {
    return fatal.isPresent();
  }

  /** Ends the phase. */
  public static synchronized void end() {
    announcer = null;
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
    if (counts()) {
      awaited = awaited.filter(first -> !first.equals(name));
      calls += awaited.isEmpty() ? 1 : 0;
    }
    return phase + "#" + calls + ":" + name;
  }

  private static boolean counts() {
    return announcer != null && elsewhere != (announcer == Thread.currentThread());
  }

  private static synchronized void reach(String point) {
    if (!counts() || awaited.isPresent()) {
      return;
    }
    if (fatal.filter(wanted -> isSame(wanted, point)).isPresent()) {
      Kernel.kill(Kernel.getpid(), SIGKILL);
    }
    REACHED.add(point);
  }

  private static boolean isSame(String wanted, String point) {
    return elsewhere ? withoutCall(wanted).equals(withoutCall(point)) : wanted.equals(point);
  }

  /** Phase, number and side. */
  private static String withoutCall(String point) {
    return point.substring(0, point.indexOf(':')) + point.substring(point.lastIndexOf(':'));
  }
}
