// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that is talked to in lines, and killed. Thread-safe, as far as one thread at a time
 * waits for its lines.
 */
final class Child implements AutoCloseable {

  static final int KILLED = 137;

  /** Far above what anything here takes; when it is reached the campaign has failed. */
  private static final long PATIENCE_S = 60;

  private static final String END = "(end of output)";

  private final Process process;
  private final BufferedWriter in;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private String lastLine = "nothing";

  private Child(Process process) {
    this.process = process;
    this.in = process.outputWriter();
    Thread collector = new Thread(() -> collect(process.inputReader()), "child-" + process.pid());
    collector.setDaemon(true);
    collector.start();
  }

  static Child start(List<String> command) {
    try {
      return new Child(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(BufferedReader out) {
    try (out) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
      lines.add(END);
    } catch (IOException e) {
      // Its end of the pipe broke when it was killed.
      lines.add(END);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Sends it a line. */
  void say(String line) {
    try {
      in.write(line);
      in.newLine();
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid() + " does not listen", e);
    }
  }

  /** Its next line, whatever it is. */
  String line() {
    return line(TimeUnit.SECONDS.toMillis(PATIENCE_S));
  }

  /** Its next line within {@code timeoutMs}, whatever it is. */
  String line(long timeoutMs) {
    try {
      String line = lines.poll(timeoutMs, TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new StuckException("process " + pid() + " said nothing for " + timeoutMs + " ms");
      }
      if (line.equals(END)) {
        lines.add(END);
        throw new IllegalStateException("process " + pid() + " ended");
      }
      lastLine = line;
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Skips lines up to one that begins with {@code word}; what follows the word. */
  String await(String word) {
    return await(word, TimeUnit.SECONDS.toMillis(PATIENCE_S));
  }

  /** As {@link #await(String)}, at most {@code timeoutMs} long. */
  String await(String word, long timeoutMs) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (true) {
      long leftNs = Math.max(0, deadlineNs - System.nanoTime());
      String line = line(TimeUnit.NANOSECONDS.toMillis(leftNs));
      if (line.startsWith(word)) {
        return line.substring(word.length()).trim();
      }
    }
  }

  /** The last line it said, whether it was waited for or not; to be asked when it has ended. */
  String lastWord() {
    while (true) {
      try {
        line();
      } catch (IllegalStateException e) {
        return lastLine;
      }
    }
  }

  /** Sends SIGKILL; the time right before, of {@link System#nanoTime}. */
  long kill() {
    long nowNs = System.nanoTime();
    process.destroyForcibly();
    return nowNs;
  }

  /** Waits for its end; the exit code. */
  int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new StuckException("process " + pid() + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitExit();
  }
}
