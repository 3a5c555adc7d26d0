// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.linux.posix.Posix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors, memory or rights are used up: typed errors, nothing left. */
class ScarceResourcesTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private List<String> outcomes(List<String> prefix, List<String> options, String what)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ScarceProgram.class.getName(),
            directory.toString(),
            what));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor(), lines.toString());
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"create-without-descriptors", "attach-without-descriptors"})
  void shouldSayThatDescriptorsAreUsedUpWhicheverIsTheFirstThatIsMissing(String what)
      throws IOException, InterruptedException {
    List<String> lines = outcomes(List.of("prlimit", "--nofile=200:200"), List.of(), what);
    List<String> attempts = lines.subList(0, lines.size() - 1);
    assertTrue(attempts.get(0).startsWith("ResourceExhausted"), lines.toString());
    assertEquals("good", attempts.get(attempts.size() - 1), lines.toString());
    for (String attempt : attempts) {
      assertTrue(
          attempt.equals("good") || attempt.startsWith("ResourceExhausted"), lines.toString());
    }
    assertEquals("0 more held than before", lines.get(lines.size() - 1));
    assertEquals(List.of(), ProcessResources.files(directory));
  }

  @Test
  void shouldRefuseATransactionThatCouldNotBeUndoneAndGoOnWithoutIt()
      throws IOException, InterruptedException {
    List<String> lines = outcomes(List.of(), List.of("-XX:MaxDirectMemorySize=8m"), "undo");
    assertTrue(lines.get(0).startsWith("ResourceExhausted"), lines.toString());
    assertTrue(lines.get(1).startsWith("ResourceExhausted"), lines.toString());
    assertEquals(List.of("good", "good"), lines.subList(2, lines.size()));
    assertEquals(List.of(), ProcessResources.files(directory));
  }

  @ParameterizedTest
  @CsvSource({"create, r-x------", "create, -wx------", "attach, -wx------", "attach, ---------"})
  void shouldSayThatTheDirectoryRefusesUs(String what, String mode)
      throws IOException, InterruptedException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    try {
      List<String> lines = outcomes(withoutPrivileges(), List.of(), what);
      assertTrue(lines.get(0).startsWith("PermissionDenied"), lines.toString());
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
    assertEquals(List.of(), ProcessResources.files(directory));
  }

  /** Root without capabilities is an ordinary owner. */
  private static List<String> withoutPrivileges() {
    boolean root = new Posix().effectiveUid() == 0;
    return root ? List.of("setpriv", "--bounding-set=-all") : List.of();
  }
}
