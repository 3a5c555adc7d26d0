// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.fake.ChildJvm;
import org.junit.jupiter.api.Test;

/** The tool as a process of its own. */
class MainTest {

  private static final long PATIENCE_S = 60;

  @Test
  void shouldPrintToStandardOutputAndExitWithTheCommandsCode() throws Exception {
    Process process = ChildJvm.start(Main.class, "--version", "--json");
    try {
      assertTrue(text(process.getInputStream()).matches("\\{\"version\":\".+\"}\n"));
      assertEquals("", text(process.getErrorStream()));
      assertEquals(ExitCodes.GOOD, exitCode(process));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldPrintErrorsToStandardErrorAndExitWithTheirCode() throws Exception {
    Process process = ChildJvm.start(Main.class, "dance");
    try {
      assertEquals("", text(process.getInputStream()));
      assertTrue(text(process.getErrorStream()).startsWith("evo-shm: Usage: unknown command"));
      assertEquals(ExitCodes.USAGE, exitCode(process));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldEndQuietlyWhenNobodyReadsItsPipe() throws Exception {
    Process process = ChildJvm.start(Main.class, "--help");
    try {
      process.getInputStream().close();
      assertEquals("", text(process.getErrorStream()));
      assertEquals(ExitCodes.GOOD, exitCode(process));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(InputStream stream) throws Exception {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS));
    return process.exitValue();
  }
}
