// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.spi.DirectoryWatch.Hint;
import org.evo.shm.spi.DirectoryWatch.Hints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is heard of a real directory. */
class InotifyDirectoryWatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LONG_MS = TimeUnit.SECONDS.toMillis(30);
  private static final Path QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");

  @TempDir(factory = InMemoryDirectory.class)
  Path root;

  private final Posix posix = new Posix();
  private Map<String, Integer> before;
  private Path directory;
  private InotifyDirectoryWatch watch;

  @BeforeEach
  void create() throws IOException {
    before = KernelObjects.open();
    directory = Files.createDirectory(root.resolve("segments"));
    watch = new InotifyDirectoryWatch(posix, directory);
  }

  @AfterEach
  void shouldGiveEverythingBack() {
    watch.close();
    assertEquals(before, KernelObjects.open());
  }

  private static Hint hint(String... names) {
    return new Hint(Set.of(names), false);
  }

  private Path file(String name) throws IOException {
    return Files.createFile(directory.resolve(name));
  }

  @Test
  void shouldTellWhichNamesComeAndGo() throws IOException {
    Path kept = file("kept");
    try (Hints hints = watch.open()) {
      Path made = file("made");
      assertEquals(hint("made"), hints.await(LONG_MS));
      Files.delete(made);
      assertEquals(hint("made"), hints.await(LONG_MS));
      Files.move(kept, root.resolve("elsewhere"));
      assertEquals(hint("kept"), hints.await(LONG_MS));
      assertEquals(hint(), hints.await(0));
    }
  }

  @Test
  void shouldTellOfAFileThatGetsItsNameByALinkOrByRenaming() throws IOException {
    try (Hints hints = watch.open();
        Descriptor unnamed = posix.openUnnamed(directory, 0600)) {
      assertEquals(hint(), hints.await(0));
      posix.link(unnamed, directory.resolve("linked"));
      assertEquals(hint("linked"), hints.await(LONG_MS));
      posix.link(unnamed, directory.resolve(".other"));
      assertEquals(hint(".other"), hints.await(LONG_MS));
      Files.move(file("fresh"), directory.resolve("linked"), StandardCopyOption.REPLACE_EXISTING);
      assertEquals(hint("fresh", "linked"), hints.await(LONG_MS));
    }
  }

  @Test
  void shouldTellNothingOfWhatIsWrittenIntoAFile() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[4096]);
    try (Hints hints = watch.open();
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
      mapped.put(0, (byte) 1);
      channel.write(java.nio.ByteBuffer.allocate(10), 0);
      assertEquals(hint(), hints.await(0));
    }
  }

  @Test
  void shouldLeaveOutNamesThatNoSegmentHas() throws IOException {
    try (Hints hints = watch.open()) {
      file("m\u00e4x");
      file("plain");
      assertEquals(hint("plain"), hints.await(LONG_MS));
    }
  }

  @Test
  void shouldEndTheWaitingOfNowOrTheNextOneWhenWoken() throws Exception {
    try (Hints hints = watch.open()) {
      hints.wake();
      hints.wake();
      assertEquals(hint(), hints.await(LONG_MS));
      CompletableFuture<Hint> waiting = CompletableFuture.supplyAsync(() -> hints.await(LONG_MS));
      // What waits in the kernel must not hold up the garbage collector either.
      System.gc();
      hints.wake();
      assertEquals(hint(), waiting.get(LONG_MS, TimeUnit.MILLISECONDS));
      assertEquals(hint(), hints.await(1));
    }
  }

  @Test
  void shouldDeliverABurstWhole() throws IOException {
    try (Hints hints = watch.open()) {
      Set<String> names =
          IntStream.range(0, 5000).mapToObj(i -> "file" + i).collect(Collectors.toSet());
      for (String name : names) {
        file(name);
      }
      Set<String> heard = new HashSet<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                Hint hint = hints.await(LONG_MS);
                assertFalse(hint.everything());
                heard.addAll(hint.fileNames());
                return heard.equals(names);
              });
    }
  }

  @Test
  void shouldSayThatAnythingMayHaveChangedWhenTheKernelDropsHints() throws IOException {
    int queue = Integer.parseInt(Files.readAllLines(QUEUE).get(0));
    try (Hints hints = watch.open()) {
      for (int i = 0; i <= queue / 2; i++) {
        Files.delete(file("file"));
      }
      await().atMost(PATIENCE).until(() -> hints.await(LONG_MS).everything());
      assertEquals(hint(), hints.await(0));
      file("next");
      assertEquals(hint("next"), hints.await(LONG_MS));
    }
  }

  @Test
  void shouldListenToTheDirectoryThatComesInPlaceOfARemovedOne() throws IOException {
    try (Hints hints = watch.open()) {
      Files.delete(directory);
      await().atMost(PATIENCE).until(() -> hints.await(LONG_MS).everything());
      assertEquals(hint(), hints.await(0));
      Files.createDirectory(directory);
      await().atMost(PATIENCE).until(() -> hints.await(LONG_MS).everything());
      file("there");
      assertEquals(hint("there"), hints.await(LONG_MS));
    }
  }

  @Test
  void shouldNoticeThatAnotherDirectoryTookThePlace() throws IOException {
    try (Hints hints = watch.open()) {
      Files.move(directory, root.resolve("old"));
      Files.createDirectory(directory);
      await().atMost(PATIENCE).until(() -> hints.await(LONG_MS).everything());
      await().atMost(PATIENCE).until(() -> hints.await(LONG_MS).everything());
      Files.createFile(root.resolve("old/there"));
      file("here");
      assertEquals(hint("here"), hints.await(LONG_MS));
    }
  }

  @Test
  void shouldNoticeThatAParentWasRenamedThoughTheKernelDoesNotTell() throws IOException {
    Path parent = Files.createDirectory(root.resolve("parent"));
    Path inside = Files.createDirectory(parent.resolve("inside"));
    try (InotifyDirectoryWatch other = new InotifyDirectoryWatch(posix, inside);
        Hints hints = other.open()) {
      Files.move(parent, root.resolve("old"));
      assertTrue(hints.await(0).everything());
      Files.createDirectories(inside);
      assertTrue(hints.await(LONG_MS).everything());
      Files.createFile(inside.resolve("here"));
      assertEquals(hint("here"), hints.await(LONG_MS));
    }
  }

  @Test
  void shouldRefuseADirectoryThatIsNotThere() throws IOException {
    Path missing = root.resolve("missing");
    assertThrows(NotFoundException.class, () -> new InotifyDirectoryWatch(posix, missing).open());
    Path file = file("file");
    assertThrows(NotFoundException.class, () -> new InotifyDirectoryWatch(posix, file).open());
    assertEquals(before, KernelObjects.open());
  }

  @Test
  void shouldEndTheWaitingWhenItIsClosedAndRefuseToWaitAgain() throws Exception {
    Hints hints = watch.open();
    CompletableFuture<Hint> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              while (true) {
                hints.await(LONG_MS);
              }
            });
    hints.close();
    hints.close();
    hints.wake();
    assertThrows(HandleClosedException.class, () -> hints.await(0));
    assertTrue(
        waiting
            .handle((hint, e) -> e.getCause() instanceof HandleClosedException)
            .get(LONG_MS, TimeUnit.MILLISECONDS));
    assertEquals(before, KernelObjects.open());
  }

  @Test
  void shouldCloseWhatIsOpenWithThePlatform() {
    Hints hints = watch.open();
    watch.close();
    assertThrows(HandleClosedException.class, () -> hints.await(0));
    Hints late = watch.open();
    assertThrows(HandleClosedException.class, () -> late.await(0));
  }
}
