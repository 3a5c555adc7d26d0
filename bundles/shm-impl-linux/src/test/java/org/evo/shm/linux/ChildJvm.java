// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the tests in a JVM of its own. It says {@code ready} when it has done its part, and
 * ends when a line arrives; its standard error is that of the test.
 */
final class ChildJvm implements AutoCloseable {

  private static final long END_S = 60;
  private static final int FIRST_WITH_NATIVE_ACCESS_OPTION = 22;

  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  static ChildJvm start(Class<?> main, List<String> options, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_OPTION) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(options);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new ChildJvm(process);
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its next line. */
  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the child ended without a word");
    }
    return line;
  }

  /** Tells it to go on. */
  void proceed() throws IOException {
    process.outputWriter().write("go\n");
    process.outputWriter().flush();
  }

  /** Waits for its end; its exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the child still runs after " + END_S + " s");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }
}
