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
    List<String> command =
        List.of(
            compiler.toString(),
            "-std=c11",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-pedantic",
            "-I" + root.resolve("include"),
            "-o",
            executable.toString(),
            root.resolve("itests/support/src/main/c/evo_shm_peer.c").toString());
    try (ChildProcess cc = ChildProcess.start(command)) {
      if (cc.awaitExit() != 0) {
        throw new IllegalStateException("the C peer does not compile: " + cc.transcript());
      }
    }
    return new CPeer(executable);
  }

  /** Starts it with arguments. */
  public ChildProcess start(String... args) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(args));
    return ChildProcess.start(command);
  }
}
