// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evo.shm.Liveness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small tmpfs that others fill up while segments in it are in use. */
class FullFileSystemIT {

  private static final long SIZE_BYTES = 64 * 4096;
  private static final int ENOSPC = 28;

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;

  private Peer writer;
  private Peer other;
  private Onlooker onlooker;

  @BeforeEach
  void mount() {
    Surroundings mounted = Surroundings.SAME.newFileSystem(directory.toString(), SIZE_BYTES);
    assumeTrue(mounted.available(), "needs root, and the right to mount a tmpfs");
    writer = Peer.start(JavaProgram.brief().in(mounted), directory);
    writer.must("clock");
    long pid = writer.process().pid();
    Surroundings beside = Surroundings.SAME.fileSystemsOf(pid);
    other = Peer.start(JavaProgram.brief().in(beside), directory);
    other.must("clock");
    onlooker = new Onlooker(Path.of("/proc/" + other.process().pid() + "/root" + directory));
  }

  @AfterEach
  void end() {
    if (writer != null) {
      writer.close();
      other.close();
    }
  }

  private void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(onlooker.directory().resolve("filler"))) {
      while (true) {
        filler.write(new byte[4096]);
      }
    } catch (IOException full) {
      long left = Files.getFileStore(onlooker.directory()).getUnallocatedSpace();
      assertEquals(0, left, full.getMessage());
    }
  }

  private void empty() throws IOException {
    Files.delete(onlooker.directory().resolve("filler"));
  }

  private void refuseAndLeaveNothing(String segment) {
    List<String> files = onlooker.files();
    Peer.Answer refused = other.ask(Peer.create(segment));
    assertEquals("ResourceExhausted", refused.code(), refused.text());
    assertEquals(ENOSPC, refused.errno());
    assertEquals(files, onlooker.files());
  }

  @Test
  void shouldGoOnWritingAndReadingAndCreateAgainOnceThereIsSpace() throws IOException {
    writer.must(Peer.create("seg"));
    writer.must("write seg 1");
    other.must("attach seg 1");
    fill();

    for (int i = 2; i <= 40; i++) {
      writer.must("write seg " + i);
      assertEquals(i, other.must("read seg").number(0));
    }
    refuseAndLeaveNothing("more");
    other.must("close seg");
    other.must("attach seg 1");
    assertEquals(40, other.must("read seg").number(0));

    empty();
    other.must(Peer.create("more"));
    other.must("write more 1");
  }

  @Test
  void shouldTakeOverFromADeadWriterAndWriteItsMetadataOnceThereIsSpace() throws IOException {
    writer.must(Peer.create("seg"));
    writer.must("write seg 1");
    other.must("attach seg 1");
    fill();
    writer.kill();

    assertEquals(1, other.must("read seg").number(0));
    assertEquals(Liveness.DEAD, onlooker.info("seg").owner().liveness());
    assertEquals(2, other.must(Peer.create("seg")).number(0));
    assertEquals(4, other.must("write seg 2").number(0));
    assertEquals(2, other.must("read seg").number(0));
    assertTrue(onlooker.info("seg").owner().generation() > 1);
    empty();
    await().atMost(SOON).until(() -> onlooker.files().contains("evo_seg.meta"));
    other.must("close seg");
    assertEquals(List.of(), onlooker.files());
  }
}
