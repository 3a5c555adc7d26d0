// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.evo.shm.SegmentDiscovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners of an index. */
class ListenersTest {

  private static final int MANY = 200;

  @TempDir private Path directory;
  private FakeProbe probe;
  private IndexedDiscovery discovery;
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void createDiscovery() {
    probe = new FakeProbe(directory);
    discovery = new IndexedDiscovery(probe);
  }

  @AfterEach
  void close() {
    discovery.close();
  }

  private void untilTold(String... events) {
    await().until(() -> recorder.told().equals(List.of(events)));
  }

  @Test
  void shouldReplayWhatIsKnownAndThenTellWhatHappens() {
    probe.create("ant");
    probe.segment(probe.create("bee").dead());
    discovery.refresh();
    discovery.addListener(recorder);
    probe.create("cat");
    discovery.refresh();

    untilTold("CREATED ant", "CREATED bee", "ORPHANED bee", "CREATED cat");
  }

  @Test
  void shouldMissNothingAndTellNothingTwiceToOneThatIsAddedMeanwhile() throws Exception {
    Thread looking =
        new Thread(
            () -> {
              for (int i = 0; i < MANY; i++) {
                probe.create("s" + i);
                discovery.refresh("s" + i);
              }
            });
    looking.start();
    await().until(() -> !discovery.list().segments().isEmpty());
    discovery.addListener(recorder);
    looking.join();

    await().until(() -> recorder.told().size() >= MANY);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      expected.add("CREATED s" + i);
    }
    assertEquals(expected.stream().sorted().toList(), recorder.told().stream().sorted().toList());
  }

  @Test
  void shouldTellTheOthersThoughOneThrows() {
    discovery.addListener(
        event -> {
          throw new IllegalStateException("as the test wants it");
        });
    discovery.addListener(
        event -> {
          throw new NoClassDefFoundError("as the test wants it");
        });
    discovery.addListener(recorder);
    probe.create("ant");
    discovery.refresh();
    probe.create("bee");
    discovery.refresh();

    untilTold("CREATED ant", "CREATED bee");
  }

  @Test
  void shouldGoOnTellingOneThatHasThrown() {
    List<String> told = recorder.told();
    discovery.addListener(
        event -> {
          recorder.segmentChanged(event);
          throw new IllegalStateException("as the test wants it");
        });
    probe.create("ant");
    discovery.refresh();
    await().until(() -> told.size() == 1);
    probe.create("bee");
    discovery.refresh();

    untilTold("CREATED ant", "CREATED bee");
  }

  @Test
  void shouldTellTheOthersThoughOneIsSlow() {
    Semaphore held = new Semaphore(0);
    discovery.addListener(event -> held.acquireUninterruptibly());
    discovery.addListener(recorder);
    probe.create("ant");
    discovery.refresh();
    untilTold("CREATED ant");

    held.release(MANY);
  }

  @Test
  void shouldTellNothingAfterItsRegistrationIsClosedFromWithin() {
    List<SegmentDiscovery.Registration> registration = new ArrayList<>();
    CountDownLatch added = new CountDownLatch(1);
    registration.add(
        discovery.addListener(
            event -> {
              awaitQuietly(added);
              recorder.segmentChanged(event);
              registration.get(0).close();
            }));
    added.countDown();
    probe.create("ant");
    probe.create("bee");
    discovery.refresh();
    Recorder other = new Recorder();
    discovery.addListener(other);
    await().until(() -> other.told().size() == 2 && recorder.told().size() == 1);

    assertTrue(recorder.told().get(0).startsWith("CREATED "));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldAnswerTheSameListingUntilSomethingIsLookedAt() {
    probe.create("ant");
    discovery.refresh();
    int probes = probe.probes();

    assertEquals(true, discovery.list() == discovery.list());
    assertTrue(discovery.find("ant").isPresent());
    assertEquals(probes, probe.probes());
  }

  @Test
  void shouldForgetTheSegmentsOfADirectoryThatIsGone() {
    probe.remove(probe.create("ant"));
    Sample bee = probe.create("bee");
    discovery.refresh();
    discovery.addListener(recorder);
    probe.remove(bee);
    discovery.refresh("bee");

    untilTold("CREATED bee", "RETIRED bee", "REMOVED bee");
    assertEquals(List.of(), discovery.list().segments());
  }
}
