// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evo.shm.SegmentLayout;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.ProcessResources;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.posix.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attaching holds on to when it does not succeed: nothing. */
class SegmentAttachmentsTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;
  private SegmentAttachments attachments;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
    attachments = new SegmentAttachments(fixture.posix, fixture.directory, fixture.processes);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void shouldKeepNothingOpenWhenItCannotBeCountedAsAReader() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    ClaimFixture.write(segment, 1);
    try (Descriptor hostile = fixture.posix.openExisting(segment.path(), true)) {
      List<String> before = ProcessResources.of(path);
      long readerBytes = Long.MAX_VALUE - LockBytes.READER_OFFSET;
      assertTrue(hostile.tryLockExclusive(LockBytes.READER_OFFSET, readerBytes));
      for (int i = 0; i < 10; i++) {
        assertThrows(ShmException.class, () -> attachments.attach("seg"));
      }
      assertEquals(before, ProcessResources.of(path));
      hostile.unlock(LockBytes.READER_OFFSET, readerBytes);
      attachments.release(attachments.attach("seg"));
    }
  }

  @Test
  void shouldFindASegmentAmongMoreFilesThanOneLookAtTheDirectoryHolds() throws IOException {
    for (int i = 0; i < 3000; i++) {
      Files.createFile(path.resolve("other-file-with-a-longer-name-" + i));
    }
    Files.createFile(path.resolve("evo_x\u00e9_seg_1"));
    ClaimFixture.write(fixture.claim(SegmentLayout.SLOTTED), 1);
    attachments.release(attachments.attach("seg"));
    List<String> listed = fixture.posix.list(path).stream().sorted().toList();
    try (Stream<Path> files = Files.list(path)) {
      assertEquals(
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> !f.contains("\u00e9"))
              .sorted()
              .toList(),
          listed);
    }
  }
}
