// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Leads what third parties print into a file, while it is open: standard output belongs to the
 * summary, which programs may read.
 */
final class ConsoleFile implements AutoCloseable {

  private final PrintStream file;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private ConsoleFile(PrintStream file) {
    this.file = file;
  }

  /** Replaces what the file held. */
  static ConsoleFile open(Path path) throws IOException {
    ConsoleFile console =
        new ConsoleFile(new PrintStream(Files.newOutputStream(path), true, StandardCharsets.UTF_8));
    System.setOut(console.file);
    System.setErr(console.file);
    return console;
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    file.close();
  }
}
