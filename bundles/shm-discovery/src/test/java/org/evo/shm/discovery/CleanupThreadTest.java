// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Set;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.error.IoException;
import org.evo.shm.spi.SegmentCleaner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupThreadTest {

  private static final long HOUR_MS = 3_600_000;

  @TempDir private Path directory;
  private final FakeCleaner cleaner = new FakeCleaner();
  private FakeProbe probe;
  private IndexedDiscovery discovery;
  private CleanupThread thread;

  @BeforeEach
  void create() {
    probe = new FakeProbe(directory);
    discovery = new IndexedDiscovery(probe);
  }

  @AfterEach
  void close() {
    thread.close();
    discovery.close();
  }

  private void start(CleanupSettings settings, SegmentCleaner with) {
    thread = CleanupThread.start(settings, discovery, with, probe);
  }

  @Test
  void shouldRemoveAnOrphanThatIsThereAndOneThatAppears() {
    probe.put(probe.create("old").dead());
    discovery.refresh();
    start(new CleanupSettings(true, 10, HOUR_MS, HOUR_MS), cleaner);
    await().until(() -> cleaner.asked().contains("old 10"));
    probe.put(probe.create("new").dead());
    discovery.refresh();

    await().until(() -> cleaner.asked().contains("new 10"));
  }

  @Test
  void shouldPassOverEverythingOnceAPeriod() {
    cleaner.offer("residue");
    start(new CleanupSettings(true, HOUR_MS, 100, HOUR_MS), cleaner);

    await().until(() -> cleaner.asked().size() == 1);
    cleaner.offer("residue");
    await().until(() -> cleaner.asked().size() == 2);
  }

  @Test
  void shouldGoOnAfterAFailure() {
    shouldGoOnAfter(
        () -> {
          throw new IoException("axis", "as the test wants it", "none");
        });
  }

  @Test
  void shouldGoOnAfterAnError() {
    shouldGoOnAfter(
        () -> {
          throw new NoClassDefFoundError("as the test wants it");
        });
  }

  private void shouldGoOnAfter(Runnable failure) {
    SegmentCleaner failing =
        new SegmentCleaner() {
          private boolean failed;

          @Override
          public CleanupReport clean(CleanupRequest request) {
            if (!failed) {
              failed = true;
              failure.run();
            }
            return cleaner.clean(request);
          }

          @Override
          public CleanupReport clean(Set<String> segments, CleanupRequest request) {
            return cleaner.clean(segments, request);
          }
        };
    cleaner.offer("residue");
    start(new CleanupSettings(true, HOUR_MS, 100, HOUR_MS), failing);

    await().until(() -> !cleaner.asked().isEmpty());
  }

  @Test
  void shouldRefuseTimesThatMakeNoSense() {
    assertThrows(
        IllegalArgumentException.class, () -> new CleanupSettings(true, -1, 1000, HOUR_MS));
    assertThrows(IllegalArgumentException.class, () -> new CleanupSettings(true, 0, 1, HOUR_MS));
    start(CleanupSettings.DEFAULT, cleaner);
  }
}
