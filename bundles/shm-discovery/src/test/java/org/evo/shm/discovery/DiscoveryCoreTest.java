// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.kit.RetryTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform's implementation comes and goes while the service stays. */
class DiscoveryCoreTest {

  private static final long GRACE_MS = 1234;
  private static final DiscoverySettings VALIDATING = new DiscoverySettings(3_600_000, 20, 0, true);

  @TempDir private Path base;
  private FakeProbe probe;
  private final List<Runnable> ends = new ArrayList<>();
  private final Recorder recorder = new Recorder();
  private final DiscoveryCore core = new DiscoveryCore(new Grace(), GRACE_MS);

  /** Is over when the test says so. */
  private final class Grace implements RetryTimer {
    @Override
    public void after(long delayMs, Runnable action) {
      assertEquals(GRACE_MS, delayMs);
      ends.add(action);
    }

    @Override
    public void close() {
      ends.clear();
    }
  }

  @BeforeEach
  void start() throws IOException {
    probe = new FakeProbe(Files.createDirectory(base.resolve("shm")));
    core.discovery().addListener(recorder);
  }

  @AfterEach
  void stop() {
    core.stop();
  }

  private void untilTold(String... events) {
    await().until(() -> recorder.told().equals(List.of(events)));
  }

  private List<String> told(String segment) {
    return recorder.told().stream().filter(event -> event.endsWith(" " + segment)).toList();
  }

  /** Another implementation, for the same directory. */
  private FakeProbe successor(Sample... there) {
    FakeProbe other = new FakeProbe(probe.directory());
    for (Sample sample : there) {
      other.segment(sample);
    }
    return other;
  }

  @Test
  void shouldBeginWhenThereIsSomethingToLookWithAndKnowAtOnceWhatIsThere() {
    probe.create("axis");
    core.start(VALIDATING);
    assertFalse(core.canLook());
    assertThrows(NotFoundException.class, () -> core.discovery().refresh());
    core.probeCame(probe);

    assertTrue(core.canLook());
    assertTrue(core.discovery().find("axis").isPresent());
    probe.create("other");
    untilTold("CREATED axis", "CREATED other");
  }

  @Test
  void shouldKeepWhatLivesOnWhenTheImplementationComesBack() {
    Sample axis = probe.create("axis");
    core.probeCame(probe);
    core.start(VALIDATING);
    core.probeWent(probe);
    assertTrue(core.discovery().find("axis").isPresent());
    assertThrows(NotFoundException.class, () -> core.discovery().refresh("axis"));
    core.probeCame(successor(axis, Sample.of("new").file(base.resolve("shm/evo_app_new_1"))));
    ends.forEach(Runnable::run);

    assertTrue(core.discovery().find("axis").isPresent());
    core.discovery().refresh();
    untilTold("CREATED axis");
  }

  @Test
  void shouldTellWhatHappenedWhileNobodyLooked() throws IOException {
    Sample axis = probe.create("axis");
    Sample gone = probe.create("gone");
    core.probeCame(probe);
    core.start(VALIDATING);
    await().until(() -> recorder.told().size() == 2);
    core.probeWent(probe);
    probe.remove(gone);
    core.probeCame(successor(axis.dead()));

    await().until(() -> recorder.told().size() == 6);
    assertEquals(List.of("CREATED axis", "WRITER_DEAD axis", "ORPHANED axis"), told("axis"));
    assertEquals(List.of("CREATED gone", "RETIRED gone", "REMOVED gone"), told("gone"));
  }

  @Test
  void shouldForgetEverythingWhenTheImplementationStaysAwayAndFindItAgain() {
    Sample axis = probe.create("axis");
    core.probeCame(probe);
    core.start(VALIDATING);
    untilTold("CREATED axis");
    core.probeWent(probe);
    ends.forEach(Runnable::run);

    untilTold("CREATED axis", "REMOVED axis");
    assertEquals(List.of(), core.discovery().list().segments());
    core.probeCame(successor(axis));
    untilTold("CREATED axis", "REMOVED axis", "CREATED axis");
  }

  @Test
  void shouldGoOnWithTheNextOneThatIsThereBeforeTheLastHasGone() {
    Sample axis = probe.create("axis");
    core.probeCame(probe);
    core.start(VALIDATING);
    FakeProbe next = successor(axis);
    core.probeCame(next);
    core.probeWent(probe);

    assertEquals(List.of(), ends);
    next.segment(axis.dead());
    untilTold("CREATED axis", "WRITER_DEAD axis", "ORPHANED axis");
  }

  @Test
  void shouldFindWhatIsInAnotherDirectory() throws IOException {
    probe.create("axis");
    core.probeCame(probe);
    core.start(VALIDATING);
    untilTold("CREATED axis");
    core.probeWent(probe);
    FakeProbe elsewhere = new FakeProbe(Files.createDirectory(base.resolve("other")));
    elsewhere.create("other");
    core.probeCame(elsewhere);

    await().until(() -> recorder.told().size() == 4);
    assertEquals(List.of("CREATED axis", "RETIRED axis", "REMOVED axis"), told("axis"));
    assertEquals(List.of("CREATED other"), told("other"));
  }

  @Test
  void shouldForgetNothingAfterTheEnd() {
    probe.create("axis");
    core.probeCame(probe);
    core.start(VALIDATING);
    untilTold("CREATED axis");
    core.probeWent(probe);
    Runnable end = ends.get(0);
    core.stop();
    end.run();

    assertEquals(List.of("CREATED axis"), recorder.told());
  }
}
