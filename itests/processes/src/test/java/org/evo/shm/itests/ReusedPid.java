// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;

/**
 * A PID namespace with a writer that is killed when it is time, and whose pid another process gets
 * then.
 */
final class ReusedPid implements AutoCloseable {

  private static final String SCRIPT =
      """
      "$@" </dev/null >/dev/null &
      writer=$!
      echo "writer $writer"
      read -r go
      kill -KILL $writer
      wait $writer
      echo $((writer - 1)) >/proc/sys/kernel/ns_last_pid
      sleep 600 &
      echo "reused $!"
      read -r go
      kill $!
      """;

  private final ChildProcess shell;
  private final long pid;

  private ReusedPid(ChildProcess shell) {
    this.shell = shell;
    this.pid = numberBehind("writer ");
  }

  /** Starts the writer. */
  static ReusedPid start(Surroundings namespace, List<String> writer) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "reuse"));
    command.addAll(writer);
    return new ReusedPid(ChildProcess.start(namespace.around(command)));
  }

  private long numberBehind(String word) {
    String line = shell.awaitLine();
    assertTrue(line.startsWith(word), shell.transcript());
    return Long.parseLong(line.substring(word.length()));
  }

  /** The writer's, in the namespace. */
  long pid() {
    return pid;
  }

  /** The namespace, from outside. */
  Surroundings inside() {
    return Surroundings.SAME.pidNamespaceOf(shell.workerPid());
  }

  /** Kills the writer; the test is skipped where nobody may choose who gets its pid. */
  void reuse() {
    shell.say("go");
    assumeTrue(numberBehind("reused ") == pid, "needs to choose the next PID");
  }

  @Override
  public void close() {
    if (shell.isAlive()) {
      shell.say("end");
      shell.awaitExit();
    }
  }
}
