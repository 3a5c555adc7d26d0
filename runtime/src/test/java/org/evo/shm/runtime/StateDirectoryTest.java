// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  private static final Path HOME = Path.of("/home/someone");

  @TempDir Path work;

  @Test
  void shouldBeBelowTheHomeWhenNothingElseIsSaid() {
    assertEquals(
        Path.of("/home/someone/.local/state/evo-shm/one"),
        StateDirectory.of("one", Map.of(), HOME).root());
  }

  @Test
  void shouldBeBelowTheHomeThatTheEnvironmentNames() {
    assertEquals(
        Path.of("/home/other/.local/state/evo-shm/one"),
        StateDirectory.of("one", Map.of("HOME", "/home/other"), HOME).root());
  }

  @Test
  void shouldBeWhereTheEnvironmentSays() {
    assertEquals(
        Path.of("/var/states/evo-shm/one"),
        StateDirectory.of("one", Map.of("XDG_STATE_HOME", "/var/states"), HOME).root());
  }

  @Test
  void shouldIgnoreARelativePathAsItsSpecificationDemands() {
    assertEquals(
        Path.of("/home/someone/.local/state/evo-shm/one"),
        StateDirectory.of("one", Map.of("XDG_STATE_HOME", "states"), HOME).root());
  }

  @Test
  void shouldBelongToItsUserAlone() throws IOException {
    StateDirectory state = StateDirectory.of("one", Map.of("XDG_STATE_HOME", "" + work), HOME);

    state.create();
    state.create();

    assertTrue(Files.isDirectory(state.log()));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(state.temporary())));
  }
}
