// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUsersTest {

  @TempDir Path directory;

  private Path proc;
  private Path file;
  private FileUsers users;

  @BeforeEach
  void create() throws IOException {
    proc = Files.createDirectory(directory.resolve("proc"));
    file = Files.createFile(directory.resolve("file"));
    users = new FileUsers(proc, new ProcessTable());
    Files.createFile(proc.resolve("meminfo"));
    process(1, "7f00-7f01 r-xp 00000000 08:01 123 /bin/init");
  }

  private Path process(int pid, String... mappings) throws IOException {
    Path process = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.createDirectories(process.resolve("fd"));
    Files.write(process.resolve("maps"), java.util.List.of(mappings));
    return process;
  }

  private String mapping(String permissions) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, "unix:ino");
    return "7f00-7f01 " + permissions + " 00000000 00:1b " + attributes.get("ino") + " " + file;
  }

  @Test
  void shouldProveThatNobodyUsesAFileThatNobodyHasOpenOrMapped() {
    assertTrue(users.nobodyUses(file));
  }

  @Test
  void shouldSeeADescriptorByWhateverNameItWasOpened() throws IOException {
    Path other = Files.createLink(directory.resolve("other"), file);
    Files.createSymbolicLink(process(2, "").resolve("fd/7"), other);
    assertFalse(users.nobodyUses(file));
  }

  @Test
  void shouldSeeAMappingForWriting() throws IOException {
    process(2, mapping("rw-s"));
    assertFalse(users.nobodyUses(file));
  }

  @Test
  void shouldNotMindAMappingForReading() throws IOException {
    process(2, mapping("r--s"));
    assertTrue(users.nobodyUses(file));
  }

  @Test
  void shouldProveNothingWhenAProcessCannotBeLookedInto() throws IOException {
    Files.delete(process(2).resolve("maps"));
    assertFalse(users.nobodyUses(file));
  }

  @Test
  void shouldProveNothingWhereProcessesAreHidden() throws IOException {
    process(2, "");
    Files.move(proc.resolve("1"), directory.resolve("hidden"));
    assertFalse(users.nobodyUses(file));
  }

  @Test
  void shouldProveNothingOfAFileThatIsGone() throws IOException {
    Files.delete(file);
    assertFalse(users.nobodyUses(file));
  }

  @Test
  void shouldProveNothingWhileTheRecordedProcessRuns() {
    int own = (int) ProcessHandle.current().pid();
    assertFalse(new FileUsers(new ProcessTable()).provenUnused(file, own));
  }
}
