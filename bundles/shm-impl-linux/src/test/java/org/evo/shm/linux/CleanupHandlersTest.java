// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupHandlersTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final CleanupRequest NOW = CleanupRequest.ALL.withGraceMs(0);

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final List<String> heard = new CopyOnWriteArrayList<>();

  private LinuxPlatform platform() {
    return new LinuxPlatform(LinuxSettings.inDirectory(directory));
  }

  /** Copies of files whose writers have closed them: nobody holds their locks. */
  private void leaveOrphans(String... names) throws IOException {
    try (LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory))) {
      for (String name : names) {
        Path file;
        Path copy = directory.resolve("copy");
        try (SegmentWriter writer = memory.createWriter(SegmentSpec.named(name).build())) {
          file = writer.info().file();
          Files.copy(file, copy);
        }
        Files.move(copy, file);
      }
    }
  }

  @Test
  void shouldBeToldOfWhatAnyClientRemoves() throws Exception {
    try (LinuxPlatform platform = platform();
        LinuxSharedMemory one = new LinuxSharedMemory(platform);
        LinuxSharedMemory two = new LinuxSharedMemory(platform)) {
      one.addCleanupHandler(heard::add);
      leaveOrphans("a", "b");
      assertEquals(List.of("a", "b"), two.cleanup(NOW.asDryRun()).removed());
      assertEquals(List.of("a", "b"), two.cleanup(NOW).removed());
      await().atMost(SOON).until(() -> heard.equals(List.of("a", "b")));
    }
  }

  @Test
  void shouldNotBeToldOfResidueThatWasNoSegment() throws Exception {
    try (LinuxPlatform platform = platform();
        LinuxSharedMemory client = new LinuxSharedMemory(platform)) {
      client.addCleanupHandler(heard::add);
      Files.createFile(directory.resolve(".evo-lock_only.lock"));
      Files.writeString(directory.resolve("evo_meta_only.meta"), "{}");
      assertEquals(2, client.cleanup(NOW).filesRemoved());
      leaveOrphans("a");
      client.cleanup(NOW);
      await().atMost(SOON).until(() -> heard.equals(List.of("a")));
    }
  }

  @Test
  void shouldNotBeHeldUpByOneThatIsSlowOrThrows() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (LinuxPlatform platform = platform();
        LinuxSharedMemory client = new LinuxSharedMemory(platform)) {
      client.addCleanupHandler(segment -> awaitUninterruptibly(gate));
      client.addCleanupHandler(
          segment -> {
            throw new IllegalStateException("a mistake of the handler's");
          });
      client.addCleanupHandler(heard::add);
      leaveOrphans("a", "b");
      client.cleanup(NOW);
      await().atMost(SOON).until(() -> heard.equals(List.of("a", "b")));
    } finally {
      gate.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldNotBeToldAfterTheyWereTakenAwayOrTheirClientClosed() throws Exception {
    try (LinuxPlatform platform = platform();
        LinuxSharedMemory client = new LinuxSharedMemory(platform)) {
      LinuxSharedMemory gone = new LinuxSharedMemory(platform);
      gone.addCleanupHandler(segment -> heard.add("of a closed client: " + segment));
      gone.close();
      client.addCleanupHandler(segment -> heard.add("taken away: " + segment)).close();
      client.addCleanupHandler(heard::add);
      leaveOrphans("a");
      assertTrue(client.cleanup(NOW).complete());
      await().atMost(SOON).until(() -> heard.equals(List.of("a")));
    }
  }

  @Test
  void shouldEndTheirThreadsWhenThereIsNothingToTell() throws Exception {
    try (LinuxPlatform platform = platform();
        LinuxSharedMemory client = new LinuxSharedMemory(platform)) {
      client.addCleanupHandler(heard::add);
      leaveOrphans("a");
      client.cleanup(NOW);
      await().atMost(SOON).until(() -> !heard.isEmpty());
      await()
          .atMost(SOON)
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().equals("evo-shm-cleanup-events")));
    }
  }
}
