// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.linux.identity.ProcessIdentity;

/**
 * Processes that do nothing until they are killed. Their parent is a shell that ends them at the
 * latest when this is closed, or the test's process ends.
 */
final class Sleepers implements AutoCloseable {

  /** Reaps those that end, and ends the rest when there is nothing more to read. */
  private static final String REAPED =
      """
      i=0
      while [ $i -lt $0 ]; do sleep 600 >/dev/null & pids="$pids $!"; echo $!; i=$((i+1)); done
      while read -r pid; do kill -KILL $pid; wait $pid; echo gone; done
      kill -KILL $pids 2>/dev/null
      wait
      """;

  /** Reaps nobody: becomes a program that does not know of its child. */
  private static final String ZOMBIE = "sleep 600 >/dev/null & echo $!; exec cat";

  private static final int START_TICKS = 19;

  private final Process shell;
  private final BufferedReader out;
  private final List<ProcessIdentity> processes = new ArrayList<>();

  private Sleepers(ProcessIdentity self, int count, String script) throws IOException {
    this.shell =
        new ProcessBuilder("sh", "-c", script, Integer.toString(count))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    this.out = shell.inputReader();
    for (int i = 0; i < count; i++) {
      int pid = Integer.parseInt(out.readLine());
      processes.add(new ProcessIdentity(self.boot(), self.pidNamespace(), pid, startTicks(pid)));
    }
  }

  static Sleepers start(ProcessIdentity self, int count) throws IOException {
    return new Sleepers(self, count, REAPED);
  }

  /** One that nobody reaps. */
  static Sleepers startUnreaped(ProcessIdentity self) throws IOException {
    return new Sleepers(self, 1, ZOMBIE);
  }

  private static long startTicks(int pid) throws IOException {
    String stat = Files.readAllLines(Path.of("/proc", Integer.toString(pid), "stat")).get(0);
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_TICKS]);
  }

  List<ProcessIdentity> all() {
    return processes;
  }

  ProcessIdentity first() {
    return processes.get(0);
  }

  /** Kills one. */
  void kill(ProcessIdentity process) {
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Kills one and waits until its parent has reaped it. */
  void end(ProcessIdentity process) throws IOException {
    shell.outputWriter().write(process.pid() + "\n");
    shell.outputWriter().flush();
    if (!"gone".equals(out.readLine())) {
      throw new IOException("the shell has ended");
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    processes.forEach(this::kill);
    shell.outputWriter().close();
    shell.waitFor();
  }
}
