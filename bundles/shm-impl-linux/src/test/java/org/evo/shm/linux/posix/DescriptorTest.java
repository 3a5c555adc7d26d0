// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.ProcessResources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, locks and mappings as the kernel gives them. */
class DescriptorTest {

  private static final long FAR = 1L << 62;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final Posix posix = new Posix();
  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = Files.write(directory.resolve("file"), new byte[10_000]);
  }

  @Test
  void shouldLockAgainstOtherDescriptorsOfTheSameProcess() throws IOException {
    try (Descriptor one = posix.openExisting(file, true);
        Descriptor two = posix.openExisting(file, true)) {
      assertTrue(one.tryLockExclusive(FAR, 1));
      assertFalse(two.tryLockExclusive(FAR, 1));
      assertFalse(two.tryLockShared(FAR, 1));
      assertTrue(two.tryLockExclusive(FAR + 1, 1));
      assertEquals(Optional.of(new HeldLock(FAR, 1)), two.probeExclusive(FAR, 1));
      assertEquals(Optional.empty(), one.probeAny(FAR, 1));
      one.unlock(FAR, 1);
      assertTrue(two.tryLockExclusive(FAR, 1));
    }
  }

  @Test
  void shouldGiveAllLocksUpThoughSomebodyKeepsTheFileOpen() throws IOException {
    try (Descriptor one = posix.openExisting(file, true);
        Descriptor two = posix.openExisting(file, true)) {
      assertTrue(one.tryLockExclusive(FAR, 5));
      assertTrue(one.tryLockExclusive(17, 1));
      one.unlockAll();
      assertTrue(two.tryLockExclusive(FAR, 5));
      assertTrue(two.tryLockExclusive(17, 1));
    }
  }

  @Test
  void shouldFreeTheMemoryOfAHoleUnderAMappingAndKeepTheRest() throws IOException {
    byte[] content = new byte[16_384];
    Arrays.fill(content, (byte) 7);
    Files.write(file, content);
    try (Descriptor one = posix.openExisting(file, true)) {
      MappedFile mapped = MappedFile.map(one, 0, content.length, false);
      assertEquals(7, mapped.buffer().get(8191));
      one.punch(4096, 12_288);
      assertEquals(7, mapped.buffer().get(4095));
      assertEquals(0, mapped.buffer().get(8191));
      assertEquals(content.length, one.status().sizeBytes());
      assertArrayEquals(new byte[12_288], one.read(4096, 12_288));
      mapped.detach();
    }
  }

  @Test
  void shouldKeepALockWhenAnotherDescriptorOfTheFileIsClosed() throws IOException {
    try (Descriptor one = posix.openExisting(file, true);
        Descriptor two = posix.openExisting(file, true)) {
      assertTrue(one.tryLockExclusive(0, 1));
      posix.openExisting(file, true).close();
      assertFalse(two.tryLockExclusive(0, 1));
    }
    try (Descriptor three = posix.openExisting(file, true)) {
      assertTrue(three.tryLockExclusive(0, 1));
    }
  }

  @Test
  void shouldTellSharedLocksFromExclusiveOnes() throws IOException {
    try (Descriptor reader = posix.openExisting(file, false);
        Descriptor other = posix.openExisting(file, false)) {
      assertTrue(reader.tryLockShared(FAR, 3));
      assertTrue(other.tryLockShared(FAR, 3));
      assertEquals(Optional.empty(), other.probeExclusive(FAR, 1));
      assertEquals(Optional.of(new HeldLock(FAR, 3)), other.probeAny(FAR, 1));
    }
  }

  @Test
  void shouldGiveALockWithoutAnEndTheLargestEnd() {
    assertEquals(Long.MAX_VALUE, new HeldLock(5, 0).end());
    assertEquals(8, new HeldLock(5, 3).end());
  }

  @Test
  void shouldEndALockWithItsDescriptorThoughAMappingLives() throws IOException {
    Descriptor owner = posix.openExisting(file, true);
    assertTrue(owner.tryLockExclusive(FAR, 1));
    MappedFile mapped = MappedFile.map(owner, 0, 4096, true);
    owner.close();
    owner.close();
    try (Descriptor next = posix.openExisting(file, true)) {
      assertTrue(next.tryLockExclusive(FAR, 1));
    }
    assertEquals(0, mapped.buffer().get(0));
  }

  @Test
  void shouldReadUpToTheEndOfTheFile() throws IOException {
    Files.write(file, new byte[] {1, 2, 3});
    try (Descriptor d = posix.openExisting(file, false)) {
      assertArrayEquals(new byte[] {2, 3}, d.read(1, 100));
      assertArrayEquals(new byte[0], d.read(3, 1));
      assertArrayEquals(new byte[0], d.read(Long.MAX_VALUE - 1, 1));
      assertArrayEquals(new byte[0], d.read(0, 0));
    }
  }

  @Test
  void shouldNeverMakeAFileLongerByMappingIt() throws IOException {
    try (Descriptor d = posix.openExisting(file, true)) {
      assertThrows(IOException.class, () -> MappedFile.map(d, 0, 10_001, true));
      assertThrows(IOException.class, () -> MappedFile.map(d, 8192, 4096, true));
    }
    assertEquals(10_000, Files.size(file));
  }

  @Test
  void shouldShowZerosAndKeepStoresToItselfOnceDetached() throws IOException {
    try (Descriptor d = posix.openExisting(file, true)) {
      MappedFile mapped = MappedFile.map(d, 0, 10_000, true);
      mapped.buffer().put(5000, (byte) 7);
      mapped.detach();
      mapped.detach();
      assertEquals(0, mapped.buffer().get(5000));
      mapped.buffer().put(5001, (byte) 9);
      mapped.force();
      assertArrayEquals(new byte[] {7, 0}, d.read(5000, 2));
      assertEquals(1, ProcessResources.of(directory).size(), "the descriptor and no mapping");
    }
  }

  @Test
  void shouldShowZerosOnceAMappingForReadingIsDetached() throws IOException {
    Files.write(file, new byte[] {1, 2, 3});
    try (Descriptor d = posix.openExisting(file, false)) {
      MappedFile mapped = MappedFile.map(d, 0, 3, false);
      assertEquals(2, mapped.buffer().get(1));
      mapped.detach();
      assertEquals(0, mapped.buffer().get(1));
    }
  }

  @Test
  void shouldVanishWithoutANameAndStayWithOne() throws IOException {
    Path named = directory.resolve("named");
    posix.openUnnamed(directory, 0600).close();
    try (Descriptor d = posix.openUnnamed(directory, 0600)) {
      d.reserve(100_000);
      posix.link(d, named);
      PosixException taken = assertThrows(PosixException.class, () -> posix.link(d, file));
      assertEquals(Errno.EEXIST, taken.errno());
      assertTrue(d.status().sameFile(posix.status(named).orElseThrow()));
    }
    assertEquals(100_000, Files.size(named));
    assertEquals(2, ProcessResources.files(directory).size());
  }

  @Test
  void shouldFollowNoLinkAndCreateNothingByOpening() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    PosixException refused =
        assertThrows(PosixException.class, () -> posix.openExisting(link, false));
    assertEquals(Errno.ELOOP, refused.errno());
    assertEquals("a symbolic link", posix.status(link).orElseThrow().kindName());
    PosixException missing =
        assertThrows(
            PosixException.class, () -> posix.openExisting(directory.resolve("none"), true));
    assertEquals(Errno.ENOENT, missing.errno());
    assertTrue(missing.getMessage().contains("none"), missing.getMessage());
    assertEquals(Optional.empty(), posix.status(directory.resolve("none")));
    posix.unlink(directory.resolve("none"));
  }

  @Test
  void shouldKnowTheFileSystem() throws IOException {
    assertEquals("tmpfs", posix.fileSystem(directory).name());
    assertTrue(posix.fileSystem(directory).isInMemory());
    assertEquals(
        Files.getFileStore(directory).getTotalSpace(), posix.fileSystem(directory).sizeBytes());
    assertEquals("proc", posix.fileSystem(Path.of("/proc")).name());
    assertEquals(0, posix.fileSystem(Path.of("/proc")).sizeBytes());
    assertFalse(posix.fileSystem(Path.of("/proc")).isInMemory());
  }
}
