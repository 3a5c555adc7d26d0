// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.InvalidNameException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.UnsupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory that holds the segments, and names that must not lead out of it. */
class DirectoryTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private static LinuxSharedMemory in(Path path) {
    return new LinuxSharedMemory(LinuxSettings.inDirectory(path));
  }

  @Test
  void shouldSayThatTheDirectoryIsMissing() {
    LinuxSharedMemory memory = in(directory.resolve("none"));
    SegmentSpec spec = SegmentSpec.named("seg").build();
    NotFoundException refused =
        assertThrows(NotFoundException.class, () -> memory.createWriter(spec));
    assertEquals(memory.directory().toString(), refused.segment());
    assertThrows(NotFoundException.class, () -> memory.attachReader("seg"));
  }

  @Test
  void shouldRefuseAFileInPlaceOfTheDirectory() throws IOException {
    LinuxSharedMemory memory = in(Files.createFile(directory.resolve("file")));
    SegmentSpec spec = SegmentSpec.named("seg").build();
    assertThrows(NotFoundException.class, () -> memory.createWriter(spec));
    assertThrows(NotFoundException.class, () -> memory.attachReader("seg"));
  }

  /** Catalogue row 33: locks and mappings misbehave there, for readers as well. */
  @ParameterizedTest
  @ValueSource(strings = {"/proc", "/sys"})
  void shouldRefuseADirectoryThatIsNotInMemory(String path) {
    LinuxSharedMemory memory = in(Path.of(path));
    SegmentSpec spec = SegmentSpec.named("seg").build();
    for (Executable use :
        List.<Executable>of(() -> memory.createWriter(spec), () -> memory.attachReader("seg"))) {
      UnsupportedException refused = assertThrows(UnsupportedException.class, use);
      String type = path.equals("/proc") ? "proc" : "sysfs";
      assertTrue(refused.reason().contains("it is on " + type), refused.reason());
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchSegment() {
    NotFoundException refused =
        assertThrows(NotFoundException.class, () -> in(directory).attachReader("seg"));
    assertEquals("seg", refused.segment());
    assertTrue(refused.reason().contains(directory.toString()), refused.reason());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "../x", "a/b", "..", "\u001b[31m", "a\nb", "_a", ".evo-x"})
  void shouldRefuseHostileNamesBeforeLookingAtTheDirectory(String name) {
    LinuxSharedMemory memory = in(directory.resolve("none"));
    InvalidNameException refused =
        assertThrows(InvalidNameException.class, () -> memory.attachReader(name));
    assertTrue(refused.getMessage().chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldHoldSegmentsWithTheLongestNames(SegmentLayout layout) {
    String name = "n".repeat(64);
    SegmentSpec spec = SegmentSpec.named(name).module("m".repeat(64)).layout(layout).build();
    LinuxSharedMemory memory = in(directory);
    try (SegmentWriter writer = memory.createWriter(spec);
        SegmentReader reader = memory.attachReader(name)) {
      assertEquals(2, writer.write(new byte[4096]));
      assertEquals(4096, reader.read(new byte[4096]));
    }
    assertEquals(List.of(), ProcessResources.files(directory));
  }

  @Test
  void shouldKeepSegmentsApartWhoseNamesEndAlike() {
    LinuxSharedMemory memory = in(directory);
    String[] names = {"bar", "foo_bar", "x_foo_bar", "foo", "a_1", "1"};
    for (int i = 0; i < names.length; i++) {
      memory.createWriter(SegmentSpec.named(names[i]).build()).write(new byte[i + 1]);
    }
    for (int i = 0; i < names.length; i++) {
      assertEquals(i + 1, memory.attachReader(names[i]).read(new byte[4096]), names[i]);
    }
    memory.close();
    assertEquals(List.of(), ProcessResources.files(directory));
  }

  @Test
  void shouldCleanUpOnlyTheSegmentThatIsClosed() {
    LinuxSharedMemory memory = in(directory);
    SegmentWriter shorter = memory.createWriter(SegmentSpec.named("foo").build());
    SegmentWriter longer = memory.createWriter(SegmentSpec.named("foo_bar").build());
    List<String> both = ProcessResources.files(directory);
    shorter.close();
    List<String> left = ProcessResources.files(directory);
    assertEquals(both.stream().filter(f -> f.contains("foo_bar")).toList(), left);
    longer.close();
  }
}
