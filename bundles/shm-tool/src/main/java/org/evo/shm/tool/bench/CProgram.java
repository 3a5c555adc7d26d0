// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evo.shm.tool.console.Output;

/**
 * The C program beside which the benchmark measures, compiled for this run with whatever compiler
 * there is. What goes wrong with it is said and the benchmark goes on without. Used by one thread.
 */
final class CProgram implements AutoCloseable {

  private static final String BINARY = "seqlock_floor";
  private static final String SOURCE = BINARY + ".c";
  private static final String PRINTED = "printed";
  private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");
  private static final long LIMIT_S = 60;

  private final Path folder;
  private final Output output;

  private CProgram(Path folder, Output output) {
    this.folder = folder;
    this.output = output;
  }

  /** Compiles it; empty when that is not possible, which is then said. */
  static Optional<CProgram> compile(Output output) {
    try {
      CProgram program = new CProgram(Files.createTempDirectory("evo-shm-bench"), output);
      boolean compiled = false;
      try {
        compiled = program.compile();
      } finally {
        if (!compiled) {
          program.close();
        }
      }
      if (compiled) {
        return Optional.of(program);
      }
      output.note("no C compiler (" + String.join(", ", COMPILERS) + "): no comparison with C");
    } catch (IOException e) {
      output.note("the C program cannot be built, no comparison with C: " + e);
    }
    return Optional.empty();
  }

  private boolean compile() throws IOException {
    Path source = folder.resolve(SOURCE);
    try (InputStream text = CProgram.class.getResourceAsStream(SOURCE)) {
      Files.copy(text, source);
    }
    for (String compiler : COMPILERS) {
      List<String> command =
          List.of(compiler, "-O2", "-std=gnu11", "-pthread", "-o", binary(), source.toString());
      if (succeeds(command)) {
        return true;
      }
    }
    return false;
  }

  private String binary() {
    return folder.resolve(BINARY).toString();
  }

  /** What it prints for these sizes; empty when it fails, which is then said. */
  List<String> run(int... sizes) {
    List<String> command = new ArrayList<>(List.of(binary()));
    Arrays.stream(sizes).mapToObj(Integer::toString).forEach(command::add);
    try {
      if (succeeds(command)) {
        return Files.readAllLines(printed());
      }
      output.note("the C program failed: " + String.join(" ", Files.readAllLines(printed())));
    } catch (IOException e) {
      output.note("the C program cannot be run: " + e);
    }
    return List.of();
  }

  private Path printed() {
    return folder.resolve(PRINTED);
  }

  private boolean succeeds(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process;
    try {
      process = builder.redirectOutput(printed().toFile()).start();
    } catch (IOException e) {
      // There is no such program on the path.
      return false;
    }
    try {
      return process.waitFor(LIMIT_S, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    for (String file : List.of(SOURCE, BINARY, PRINTED, "")) {
      try {
        Files.deleteIfExists(folder.resolve(file));
      } catch (IOException e) {
        output.note("could not remove " + folder.resolve(file) + ": " + e);
      }
    }
  }
}
