// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/** Compiles the C side of tests; without a compiler those tests are skipped. */
final class CPrograms {

  private static final Path ROOT =
      Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../.."))
          .toAbsolutePath()
          .normalize();

  private CPrograms() {}

  static CPeer peer(Path into) {
    return CPeer.compile(compiler(), ROOT, into);
  }

  static Path shiftedClock(Path into) {
    return CPeer.compileShiftedClock(compiler(), ROOT, into);
  }

  static Path withoutCall(Path into) {
    return CPeer.compileWithoutCall(compiler(), ROOT, into);
  }

  private static Path compiler() {
    Optional<Path> compiler = CPeer.compiler();
    assumeTrue(compiler.isPresent(), "needs a C compiler (cc, gcc or clang)");
    return compiler.get();
  }
}
