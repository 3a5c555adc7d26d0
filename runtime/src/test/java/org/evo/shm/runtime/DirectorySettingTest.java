// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySettingTest {

  private static final Path SEGMENTS = Path.of("/dev/shm/cell");

  @TempDir Path conf;

  @Test
  void shouldAcceptAConfigurationThatSaysNothing() throws IOException {
    assertDoesNotThrow(() -> DirectorySetting.requireSame(conf, SEGMENTS));
    write("group = 5\n# directory = /elsewhere\n");
    assertDoesNotThrow(() -> DirectorySetting.requireSame(conf, SEGMENTS));
  }

  @Test
  void shouldAcceptTheSameDirectory() throws IOException {
    write("directory = /dev/shm/./cell/\n");

    assertDoesNotThrow(() -> DirectorySetting.requireSame(conf, SEGMENTS));
  }

  @Test
  void shouldRefuseAnotherDirectoryAndNameBoth() throws IOException {
    write("directory = /dev/shm\n");

    RunRefusedException refusal =
        assertThrows(RunRefusedException.class, () -> DirectorySetting.requireSame(conf, SEGMENTS));

    assertTrue(refusal.report().message().contains("/dev/shm/cell"));
    assertTrue(refusal.report().remedy().contains("--dir /dev/shm"));
  }

  private void write(String text) throws IOException {
    Files.writeString(conf.resolve("org.evo.shm.core.cfg"), text);
  }
}
