// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ResourceExhaustedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small tmpfs of its own, filled up. Needs root, and the right to mount. */
class FullFileSystemTest {

  private static final int PAGES = 16;
  private static final int PAGE = 4096;
  private static final int ENOSPC = 28;

  @TempDir Path mountPoint;

  private boolean mounted;
  private LinuxSharedMemory memory;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    mount("size=" + PAGES * PAGE);
  }

  private void mount(String options) throws IOException, InterruptedException {
    mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mountPoint.toString()) == 0;
    assumeTrue(mounted, "needs root and the right to mount a tmpfs");
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(mountPoint));
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      memory.close();
      assertEquals(0, run("umount", mountPoint.toString()));
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private static SegmentSpec spec(SegmentLayout layout, int pages) {
    return SegmentSpec.named("seg").layout(layout).slots(1).sizeBytes((long) pages * PAGE).build();
  }

  private List<String> files() {
    return ProcessResources.files(mountPoint);
  }

  private void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(mountPoint.resolve("filler"))) {
      while (true) {
        filler.write(new byte[PAGE]);
      }
    } catch (IOException full) {
      assertEquals(0, Files.getFileStore(mountPoint).getUnallocatedSpace());
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseASegmentThatDoesNotFitAndLeaveNothing(SegmentLayout layout) {
    ResourceExhaustedException refused =
        assertThrows(
            ResourceExhaustedException.class, () -> memory.createWriter(spec(layout, PAGES)));
    assertEquals(ENOSPC, refused.errno());
    assertEquals("seg", refused.segment());
    assertEquals(List.of(), files());
    assertEquals(List.of(), ProcessResources.of(mountPoint));
    memory.createWriter(spec(layout, 4)).close();
  }

  @Test
  void shouldRefuseASegmentWithoutInodesAndLeaveNothing() throws IOException, InterruptedException {
    unmount();
    mount("nr_inodes=2");
    ResourceExhaustedException refused =
        assertThrows(
            ResourceExhaustedException.class,
            () -> memory.createWriter(spec(SegmentLayout.SLOTTED, 1)));
    assertEquals(ENOSPC, refused.errno());
    assertEquals(List.of(), files());
  }

  @Test
  void shouldLeaveNothingWhateverThePageIsThatDoesNotFit() {
    for (int pages = 1; pages <= PAGES; pages++) {
      for (SegmentLayout layout : SegmentLayout.values()) {
        SegmentSpec spec = spec(layout, pages);
        try {
          memory.createWriter(spec).close();
        } catch (ResourceExhaustedException e) {
          assertEquals(ENOSPC, e.errno());
        }
        assertEquals(List.of(), files(), layout + ", " + pages + " pages");
      }
    }
  }

  @Test
  void shouldLeaveNoLockFileWhenNothingFitsAnyMore() throws IOException {
    fill();
    assertThrows(
        ResourceExhaustedException.class,
        () -> memory.createWriter(spec(SegmentLayout.SLOTTED, 1)));
    assertEquals(List.of("filler"), files());
  }

  /** Otherwise nobody could free anything, for the next one needs the lock as well. */
  @Test
  void shouldRemoveASegmentThoughNothingFitsAnyMore() throws IOException {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED, 4));
    fill();
    assertTrue(writer.write(new byte[PAGE]) > 0);
    writer.close();
    assertEquals(List.of("filler"), files());
  }
}
