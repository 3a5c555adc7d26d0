// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The C side of the interoperability tests: a program that knows nothing but the shipped header.
 *
 * @param executable where it was compiled to
 */
public record CPeer(Path executable) {

  /** A C compiler on the path, if there is one. */
  public static Optional<Path> compiler() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(dir -> Stream.of("cc", "gcc", "clang").map(name -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Compiles it.
   *
   * @param root the project's directory
   * @param into where the program goes
   */
  public static CPeer compile(Path compiler, Path root, Path into) {
    Path executable = into.resolve("evo_shm_peer");
    compile(compiler, root, "evo_shm_peer.c", executable, List.of("-pthread"));
    return new CPeer(executable);
  }

  /**
   * Compiles the library that shifts the wall clock of a process it is preloaded into.
   *
   * @param root the project's directory
   * @param into where the library goes
   */
  public static Path compileShiftedClock(Path compiler, Path root, Path into) {
    Path library = into.resolve("shifted_clock.so");
    compile(compiler, root, "shifted_clock.c", library, List.of("-shared", "-fPIC"));
    return library;
  }

  /**
   * Compiles the writer that is going to be killed.
   *
   * @param root the project's directory
   * @param into where the program goes
   */
  public static Path compileMortal(Path compiler, Path root, Path into) {
    Path executable = into.resolve("evo_shm_mortal");
    compile(compiler, root, "evo_shm_mortal.c", executable, List.of());
    return executable;
  }

  /**
   * Compiles the launcher of commands that have to do without a system call.
   *
   * @param root the project's directory
   * @param into where the program goes
   */
  public static Path compileWithoutCall(Path compiler, Path root, Path into) {
    Path executable = into.resolve("without_call");
    compile(compiler, root, "without_call.c", executable, List.of());
    return executable;
  }

  private static void compile(
      Path compiler, Path root, String source, Path result, List<String> options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(compiler.toString(), "-std=c11", "-O2"));
    command.addAll(List.of("-Wall", "-Wextra", "-Werror", "-pedantic"));
    command.addAll(options);
    command.addAll(List.of("-I" + root.resolve("include"), "-o", result.toString()));
    command.add(root.resolve("itests/support/src/main/c").resolve(source).toString());
    try (ChildProcess cc = ChildProcess.start(command)) {
      if (cc.awaitExit() != 0) {
        throw new IllegalStateException(source + " does not compile: " + cc.transcript());
      }
    }
  }

  /** Starts it with arguments. */
  public ChildProcess start(String... args) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(args));
    return ChildProcess.start(command);
  }
}
