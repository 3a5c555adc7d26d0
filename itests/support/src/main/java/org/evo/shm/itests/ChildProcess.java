// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that a test started. Its output is collected line by line; it is ended by its handle at
 * the latest when it is closed.
 */
public final class ChildProcess implements AutoCloseable {

  private static final long END_S = 60;
  private static final long POLL_MS = 20;

  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final Thread outReader;
  private final Thread errReader;

  private ChildProcess(Process process) {
    this.process = process;
    this.outReader = collect(process.inputReader(), line -> keep(line), "out");
    this.errReader = collect(process.errorReader(), err::add, "err");
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

  private void keep(String line) {
    out.add(line);
    unread.add(line);
  }

  private static Thread collect(BufferedReader from, Consumer<String> to, String what) {
    Thread thread = new Thread(() -> from.lines().forEach(to), "child-" + what);
    thread.setDaemon(true);
    // A killed child may leave its pipe in the middle of a line.
    thread.setUncaughtExceptionHandler((t, e) -> to.accept("(ended: " + e.getMessage() + ")"));
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

  /** Writes a line to its standard input. */
  public void say(String line) {
    try {
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("it does not listen: " + transcript(), e);
    }
  }

  /** Waits for the next line of its standard output. */
  public String awaitLine() {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_S);
    try {
      while (System.nanoTime() - deadlineNs < 0) {
        boolean ended = !outReader.isAlive();
        String line = unread.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (line != null) {
          return line;
        }
        if (ended) {
          errReader.join(TimeUnit.SECONDS.toMillis(END_S));
          throw new IllegalStateException("it ended without a word: " + transcript());
        }
      }
      throw new IllegalStateException("silent for " + END_S + " s: " + transcript());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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

  /** Gives it a line of standard input. */
  public void line(String text) {
    try {
      process.outputWriter().write(text + "\n");
      process.outputWriter().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that it started, or itself: a launcher that waits is not who does the work. */
  public long workerPid() {
    return process.children().findFirst().map(ProcessHandle::pid).orElse(pid());
  }

  /** Sends a signal, by name as kill(1) knows it. */
  public void signal(String name) {
    signal(name, pid());
  }

  /** Sends a signal to a process of its own. */
  public static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
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
