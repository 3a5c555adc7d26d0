// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.evo.shm.SegmentInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A third process removes or truncates the file that two others have mapped. */
class LostFilesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What a reader may be told while nothing has been published again. The virtual machine's own
   * error for a page that is gone may come late, outside the read, where no read can turn it into a
   * typed one.
   */
  private static final Set<String> NOTHING_NOW =
      Set.of("NotFound", "NoValueYet", "VersionConflict", "WriterDead", "Corrupt", "InternalError");

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private Onlooker onlooker;
  private Peer writer;
  private Peer reader;
  private Object inode;

  @BeforeEach
  void start() {
    onlooker = new Onlooker(directory);
    writer = Peer.start(JavaProgram.brief(), directory);
    reader = Peer.start(JavaProgram.brief(), directory);
  }

  @AfterEach
  void end() {
    writer.close();
    reader.close();
  }

  private Path create(String layout) {
    writer.must(Peer.create("seg", layout));
    writer.must("write seg 7");
    reader.must("attach seg 1");
    assertEquals(7, reader.must("read seg").number(0));
    Path file = onlooker.info("seg").file();
    inode = inode(file);
    return file;
  }

  /** The owner has published another file, and its reader has followed. */
  private void awaitTheNextGeneration() {
    await().atMost(PATIENCE).until(this::isPublishedAgain);
    long version = writer.must("write seg 9").number(0);
    assertTrue(version > 2, "version " + version);
    await().atMost(PATIENCE).until(this::readerHasFollowed);
    SegmentInfo next = onlooker.info("seg");
    assertEquals(writer.process().pid(), next.owner().pid());
    assertEquals(2, onlooker.files().size(), onlooker.files().toString());
  }

  private boolean isPublishedAgain() {
    return onlooker.list().segments().stream().anyMatch(s -> !inode(s.file()).equals(inode));
  }

  private static Object inode(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean readerHasFollowed() {
    Peer.Answer answer = reader.ask("read seg");
    if (answer.ok()) {
      assertTrue(Set.of(7L, 9L).contains(answer.number(0)), answer.text());
      return answer.number(0) == 9;
    }
    assertTrue(NOTHING_NOW.contains(answer.code()), answer.text());
    return false;
  }

  @ParameterizedTest
  @CsvSource({"slotted,0", "slotted,8192", "classic,2048"})
  void shouldSurviveThatTheFileIsTruncatedWhileItIsMapped(String layout, long length)
      throws IOException {
    Path file = create(layout);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
    Peer.Answer now = reader.ask("read seg");
    assertTrue(
        now.ok() ? now.number(0) == 7 : NOTHING_NOW.contains(now.code()),
        now.text() + " " + reader.process().err());
    awaitTheNextGeneration();
    assertTrue(reader.process().isAlive());
    assertTrue(writer.process().isAlive());
  }

  @ParameterizedTest
  @CsvSource({"slotted,false", "slotted,true", "classic,false"})
  void shouldPublishAgainWhatACleanerRemoves(String layout, boolean metadataToo)
      throws IOException {
    Path file = create(layout);
    Files.delete(file);
    if (metadataToo) {
      Files.delete(directory.resolve("evo_seg.meta"));
    }
    awaitTheNextGeneration();
    writer.must("close seg");
    assertEquals(List.of(), onlooker.files());
  }

  @Test
  void shouldHaveOneOwnerWhenAnotherClaimsTheNameThatACleanerRemoved() throws IOException {
    Path file = create("slotted");
    Files.delete(file);
    try (Peer other = Peer.start(JavaProgram.brief(), directory)) {
      Peer.Answer claim = other.ask(Peer.create("seg"));
      Peer owner = claim.ok() ? other : writer;
      await().atMost(PATIENCE).until(() -> !onlooker.list().segments().isEmpty());
      assertEquals(owner.process().pid(), onlooker.info("seg").owner().pid(), claim.text());
      assertEquals("SegmentBusy", reader.ask(Peer.create("seg")).code());
      owner.must("write seg 9");
      await().atMost(PATIENCE).until(this::readerHasFollowed);
    }
  }
}
