// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two cleaners, writers that claim one name and are killed, and a reader that attaches, each a
 * process of its own, all at once.
 */
class CleanersAndClaimantsIT {

  private static final int CLEANERS = 2;
  private static final int SHORT_ROUNDS = 10;
  private static final int LONG_ROUNDS = 1000;
  private static final long LONGEST_LIFE_NS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(200);

  private final Programs programs = Programs.ofBuild();
  private final CampaignSettings settings = CampaignSettings.ofBuild();
  private final Random random = new Random(settings.seed());

  @ParameterizedTest
  @ValueSource(strings = {"slotted:4:4096", "classic:1:64"})
  void shouldNeverTakeWhatAClaimantOwnsNorLeaveAnything(String text) {
    Shape shape = Shape.parse(text);
    SegmentFiles files = SegmentFiles.temporary();
    List<Child> cleaners = new ArrayList<>();
    try (Child reader = programs.lasting(AttachingReader.class, files.directory().toString())) {
      for (int i = 0; i < CLEANERS; i++) {
        cleaners.add(programs.lasting(CleaningLoop.class, files.directory().toString()));
      }
      cleaners.forEach(cleaner -> cleaner.await("ready"));
      reader.await("ready");
      int rounds = settings.isLong() ? LONG_ROUNDS : SHORT_ROUNDS;
      for (int i = 0; i < rounds; i++) {
        round(files, shape);
      }
      reader.say("end");
      ReadTally seen = ReadTally.parse(reader.await("tally"));
      cleaners.forEach(cleaner -> cleaner.say("end"));
      List<String> passes = cleaners.stream().map(cleaner -> cleaner.await("tally")).toList();
      Progress.say(shape + ": " + rounds + " rounds, read " + seen + ", cleaners " + passes);
      assertEquals(0, seen.torn());
      assertEquals(0, seen.backwards());
      assertTrue(seen.reads() > 0);
      assertNothingIsLeft(files);
    } finally {
      cleaners.forEach(Child::close);
      files.remove();
    }
  }

  /** What one writer leaves is cleaned, or claimed by the next, whoever comes first. */
  private void round(SegmentFiles files, Shape shape) {
    boolean inC = random.nextBoolean();
    try (Child first = programs.writer(files.directory(), Shape.SEGMENT, shape, inC);
        Child second = programs.writer(files.directory(), Shape.SEGMENT, shape, !inC)) {
      first.await("ready");
      second.await("ready");
      first.say("claim");
      first.await("owner");
      stay(files, first);
      second.say("claim");
      second.await("claiming");
      first.kill();
      first.awaitExit();
      second.await("owner");
      stay(files, second);
      if (random.nextBoolean()) {
        second.say("close");
        second.await("closing");
      }
      second.kill();
      second.awaitExit();
    }
  }

  /** While it lives, its file is the only one, and is there. */
  private void stay(SegmentFiles files, Child owner) {
    long untilNs = System.nanoTime() + random.nextLong(LONGEST_LIFE_NS);
    do {
      List<String> data =
          files.names().stream()
              .filter(name -> name.startsWith("evo_") && !name.endsWith(".meta"))
              .toList();
      assertEquals(1, data.size(), () -> "process " + owner.pid() + " owns " + data);
      LockSupport.parkNanos(LOOK_NS);
    } while (System.nanoTime() - untilNs < 0);
  }

  private static void assertNothingIsLeft(SegmentFiles files) {
    try (LinuxSharedMemory memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(files.directory()))) {
      memory.cleanup(CleanupRequest.ALL.withGraceMs(0));
    }
    assertEquals(List.of(), files.names());
    assertFalse(files.readers() > 0);
  }
}
