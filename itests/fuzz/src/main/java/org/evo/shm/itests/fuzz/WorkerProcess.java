// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A worker's JVM, seen from the outside. */
final class WorkerProcess {

  private static final long HANG_NS = TimeUnit.SECONDS.toNanos(60);
  private static final int FIRST_WITH_NATIVE_ACCESS_OPTION = 22;

  private final Share share;
  private final Process process;
  private final Position position;
  private long lastDone = -1;
  private long lastProgressNs = System.nanoTime();
  private boolean hung;

  WorkerProcess(Share share) throws IOException {
    this.share = share;
    this.position = new Position(share.position());
    this.process =
        new ProcessBuilder(command(share))
            .redirectOutput(share.home().resolve("out").toFile())
            .redirectError(share.home().resolve("err").toFile())
            .start();
  }

  private static List<String> command(Share share) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_OPTION) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxJavaStackTraceDepth=12",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + share.home().resolve("crash"),
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName()));
    command.addAll(share.arguments());
    return command;
  }

  long done() {
    return position.done();
  }

  long findings() {
    return position.findings();
  }

  /** Looks after it; whether it still runs. One that makes no progress is ended. */
  boolean isRunning() {
    long nowNs = System.nanoTime();
    if (position.done() != lastDone) {
      lastDone = position.done();
      lastProgressNs = nowNs;
    } else if (process.isAlive() && nowNs - lastProgressNs > HANG_NS) {
      hung = true;
      process.destroyForcibly();
    }
    return process.isAlive();
  }

  void end() {
    process.destroyForcibly();
  }

  /** What it came to, when it has ended. */
  Tally tally() throws IOException {
    int code = process.exitValue();
    if (code == 0 && !hung) {
      return new Gson().fromJson(Files.readString(share.home().resolve("out")), Tally.class);
    }
    Tally tally = Tally.empty();
    for (long i = 0; i < position.done(); i++) {
      tally.input(new Input(share.seed(), share.first() + i * share.stride()).kind());
    }
    Input last = new Input(share.seed(), position.number());
    String what =
        hung
            ? "no progress for " + TimeUnit.NANOSECONDS.toSeconds(HANG_NS) + " s"
            : "its JVM ended with " + code + ": " + lastWords();
    tally.findings().add(new Finding(last.number(), last.kind().name(), "process", what));
    return tally;
  }

  private String lastWords() throws IOException {
    List<String> words = new ArrayList<>();
    Path crash = share.home().resolve("crash");
    if (Files.exists(crash)) {
      try (Stream<String> lines = Files.lines(crash)) {
        lines.filter(l -> l.startsWith("# ")).limit(12).forEach(words::add);
      }
    }
    try (Stream<String> lines = Files.lines(share.home().resolve("err"))) {
      lines.limit(12).forEach(words::add);
    }
    return String.join(" | ", words);
  }
}
