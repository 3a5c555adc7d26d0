// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.SegmentBusyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits where writers are really created. */
class LimitedCreationTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private LinuxSharedMemory memory;

  private LinuxSharedMemory open(SegmentLimits limits) {
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(limits));
    return memory;
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private static SegmentSpec spec(String name, int pages) {
    return SegmentSpec.named(name).module("test").sizeBytes(4096L * pages).build();
  }

  private SegmentWriter create(String name) {
    return memory.createWriter(spec(name, 1));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private void refused(String name) throws IOException {
    List<String> before = files();
    assertThrows(ResourceExhaustedException.class, () -> create(name));
    assertEquals(before, files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "park"})
  void shouldHaveRoomForAnotherWriterWhenOneHasGone(String end) throws IOException {
    open(new SegmentLimits(2, 100, 100, 0, 100));
    SegmentWriter first = create("a");
    create("b");
    refused("c");
    if (end.equals("park")) {
      first.park(60_000);
    } else {
      first.close();
    }
    create("c");
    refused("d");
  }

  @Test
  void shouldNotLoseRoomByFailedAttempts() throws IOException {
    open(new SegmentLimits(2, 100, 100, 0, 100));
    create("a");
    for (int i = 0; i < 10; i++) {
      assertThrows(SegmentBusyException.class, () -> create("a"));
    }
    create("b");
    refused("c");
  }

  @Test
  void shouldCallANameBusyThatHasAWriterAlsoWhenThereIsNoRoom() throws IOException {
    LinuxSettings settings = LinuxSettings.inDirectory(directory);
    try (LinuxSharedMemory other = new LinuxSharedMemory(settings)) {
      other.createWriter(spec("theirs", 1));
      other.createWriter(spec("parked", 1)).park(60_000);
      open(new SegmentLimits(1, 100, 100, 0, 100));
      create("mine");
      List<String> before = files();

      for (String name : List.of("mine", "theirs")) {
        SegmentBusyException e = assertThrows(SegmentBusyException.class, () -> create(name));
        assertEquals("this process is its writer", e.reason());
      }
      assertEquals(before, files());
      refused("parked");
      refused("new");
    }
  }

  @Test
  void shouldShareTheRoomAmongAllClientsOfAProcess() throws IOException {
    LinuxSettings settings =
        LinuxSettings.inDirectory(directory).withLimits(new SegmentLimits(2, 100, 100, 0, 100));
    try (LinuxPlatform platform = new LinuxPlatform(settings)) {
      memory = new LinuxSharedMemory(platform);
      create("a");
      try (LinuxSharedMemory other = new LinuxSharedMemory(platform)) {
        other.createWriter(spec("b", 1));
        refused("c");
      }
      create("c");
      memory.close();
    }
  }

  @Test
  void shouldTakeOverAndReplaceNamesOfAFullDirectoryButAddNone() throws IOException {
    open(new SegmentLimits(100, 2, 100, 0, 100));
    create("a").park(60_000);
    SegmentWriter b = create("b");
    refused("c");

    create("a").close();
    create("c");
    refused("a");

    b.park(60_000);
    memory.createWriter(spec("b", 2)).close();
    create("a");
  }

  @Test
  void shouldCountNamesThatOthersHaveAndNothingElse() throws IOException {
    Files.createFile(directory.resolve("evo_other_x_1"));
    Files.createFile(directory.resolve("evo_x.meta"));
    Files.createFile(directory.resolve("notes"));
    open(new SegmentLimits(100, 2, 100, 0, 100));
    create("a");
    refused("b");
  }

  @Test
  void shouldLimitHowManyNamesAreAddedButNotHowOftenTheyAreClaimed() throws IOException {
    open(new SegmentLimits(100, 100, 1, 0, 100));
    create("a").park(60_000);
    create("a").park(60_000);
    create("a");
    refused("b");
  }

  @Test
  void shouldRefuseMoreMemoryThanThereMayBe() throws IOException {
    open(new SegmentLimits(100, 100, 100, 100_000, 100));
    SegmentWriter large = memory.createWriter(spec("a", 4));
    assertThrows(ResourceExhaustedException.class, () -> memory.createWriter(spec("b", 8)));
    assertEquals(2, files().size());
    large.close();
    create("b");
  }
}
