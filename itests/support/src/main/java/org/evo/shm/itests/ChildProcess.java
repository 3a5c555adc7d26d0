// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test started. Its output is collected line by line; it is ended by its handle at
 * the latest when it is closed.
 */
public final class ChildProcess implements AutoCloseable {

  private static final long END_S = 60;

  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final Thread outReader;
  private final Thread errReader;

  private ChildProcess(Process process) {
    this.process = process;
    this.outReader = collect(process.inputReader(), out, "out");
    this.errReader = collect(process.errorReader(), err, "err");
  }

  /**
   * Starts a command. It gets the signals it is sent even if this JVM was started in the
   * background, where SIGINT is ignored and that is inherited.
   */
  public static ChildProcess start(List<String> command) {
    List<String> all = new ArrayList<>(List.of("env", "--default-signal=INT"));
    all.addAll(command);
    try {
      return new ChildProcess(new ProcessBuilder(all).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread collect(BufferedReader from, List<String> to, String what) {
    Thread thread = new Thread(() -> from.lines().forEach(to::add), "child-" + what);
    thread.setDaemon(true);
    // A killed child may leave its pipe in the middle of a line.
    thread.setUncaughtExceptionHandler((t, e) -> to.add("(ended: " + e.getMessage() + ")"));
    thread.start();
    return thread;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed on standard output so far. */
  public List<String> out() {
    return List.copyOf(out);
  }

  /** What it has printed on standard error so far. */
  public List<String> err() {
    return List.copyOf(err);
  }

  /** Everything it has printed, for messages of failed assertions. */
  public String transcript() {
    return "out " + out + " err " + err;
  }

  /** Sends a signal, by name as kill(1) knows it. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends SIGKILL and waits until it is gone and reaped. */
  public void kill() {
    signal("KILL");
    awaitExit();
  }

  /** Waits for its end and returns the exit code, 128 + the signal's number if one ended it. */
  public int awaitExit() {
    try {
      if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running after " + END_S + " s: " + transcript());
      }
      outReader.join(TimeUnit.SECONDS.toMillis(END_S));
      errReader.join(TimeUnit.SECONDS.toMillis(END_S));
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroyForcibly();
      awaitExit();
    }
  }
}
