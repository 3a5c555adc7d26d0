// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleFileTest {

  @TempDir private Path directory;

  @Test
  void shouldKeepWhatBundlesPrintAtOnceWhileItIsOpen() throws IOException {
    Path file = directory.resolve("console.log");
    Files.writeString(file, "of the run before");
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (ConsoleFile console = ConsoleFile.open(file)) {
      System.out.print("no end of line, ");
      assertEquals("no end of line, ", Files.readString(file));
      System.err.println("an error");
    }

    assertEquals("no end of line, an error" + System.lineSeparator(), Files.readString(file));
    assertSame(out, System.out);
    assertSame(err, System.err);
  }
}
