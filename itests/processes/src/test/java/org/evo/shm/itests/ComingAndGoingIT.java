// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments, and the files that guard them, come and go under those who want them. */
class ComingAndGoingIT {

  private static final int CHURN_MS = 2000;
  private static final long MOST_PAUSE_NS = 2_000_000;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @TempDir Path elsewhere;

  private final List<Peer> peers = new ArrayList<>();

  @AfterEach
  void end() {
    peers.forEach(Peer::close);
  }

  private Peer peer() {
    Peer peer = Peer.start(JavaProgram.brief(), directory);
    peers.add(peer);
    peer.must("clock");
    return peer;
  }

  private static Map<String, Long> kinds(Peer.Answer answer) {
    assertTrue(answer.ok(), answer.text());
    Map<String, Long> kinds = new TreeMap<>();
    for (String word : answer.text().substring(3).split(" ")) {
      kinds.put(word.split("=")[0], Long.valueOf(word.split("=")[1]));
    }
    return kinds;
  }

  @ParameterizedTest
  @ValueSource(strings = {"slotted", "classic"})
  void shouldShowAReaderAValueOrNothingWhileAnotherProcessCreatesAndRemoves(String layout) {
    Peer churner = peer();
    Peer reader = peer();
    reader.tell("attachFor seg " + CHURN_MS);
    churner.tell("churn seg " + layout + " " + CHURN_MS);
    Map<String, Long> answers = kinds(reader.answer());
    long lives = churner.answer().number(0);
    System.out.println(lives + " lives of a " + layout + " segment, attaching gave " + answers);
    assertTrue(answers.getOrDefault("value", 0L) > 0, answers.toString());
    answers.keySet().removeAll(Set.of("value", "NotFound", "NoValueYet", "VersionConflict"));
    assertEquals(Map.of(), answers);
    assertEquals(List.of(), new Onlooker(directory).files());
  }

  /** A third party removes the lock file, and puts another in its place, all the time. */
  @Test
  void shouldNeverHaveTwoOwnersWhileTheLockFileIsRemovedAndCreatedAgain() throws IOException {
    List<Peer> claimants = List.of(peer(), peer(), peer());
    Path lock = directory.resolve(".evo-seg.lock");
    Path marker = elsewhere.resolve("owner");
    claimants.forEach(c -> c.tell("claimFor seg slotted " + CHURN_MS + " " + marker));
    long removed = vandalise(lock, CHURN_MS);
    Map<String, Long> answers = new TreeMap<>();
    for (Peer claimant : claimants) {
      kinds(claimant.answer()).forEach((kind, count) -> answers.merge(kind, count, Long::sum));
    }
    System.out.println("lock file removed " + removed + " times, claims gave " + answers);
    assertTrue(answers.getOrDefault("owned", 0L) > 0, answers.toString());
    assertTrue(removed > 0);
    answers.keySet().removeAll(Set.of("owned", "SegmentBusy", "AlreadyExists"));
    assertEquals(Map.of(), answers, () -> complaints(claimants));
    assertTheNameIsFree();
  }

  /** The same with the data itself: what is claimed and lost again is not an owner's any more. */
  @Test
  void shouldOnlyEverRefuseWhileTheSegmentFileIsRemovedAndCreatedAgain() throws IOException {
    List<Peer> claimants = List.of(peer(), peer());
    for (int i = 0; i < claimants.size(); i++) {
      Path marker = elsewhere.resolve("owner" + i);
      claimants.get(i).tell("claimFor seg slotted " + CHURN_MS + " " + marker);
    }
    Peer reader = peer();
    reader.tell("attachFor seg " + CHURN_MS);
    long pid = claimants.get(0).process().pid();
    long removed = vandalise(directory.resolve("evo_app_seg_" + pid), CHURN_MS);
    Set<String> expected = Set.of("owned", "SegmentBusy", "AlreadyExists");
    for (Peer claimant : claimants) {
      Map<String, Long> answers = kinds(claimant.answer());
      System.out.println("segment file removed " + removed + " times, claims gave " + answers);
      answers.keySet().removeAll(expected);
      assertEquals(Map.of(), answers, () -> complaints(claimants));
    }
    Map<String, Long> answers = kinds(reader.answer());
    System.out.println("and attaching gave " + answers);
    answers
        .keySet()
        .removeAll(Set.of("value", "NotFound", "NoValueYet", "VersionConflict", "Corrupt"));
    assertEquals(Map.of(), answers);
    Files.deleteIfExists(directory.resolve("evo_app_seg_" + pid));
    assertTheNameIsFree();
  }

  private static String complaints(List<Peer> peers) {
    return peers.stream().map(p -> p.process().err().toString()).collect(Collectors.joining("; "));
  }

  private static long vandalise(Path file, int durationMs) throws IOException {
    Random random = new Random(file.hashCode());
    long removed = 0;
    long endNs = System.nanoTime() + durationMs * 1_000_000L;
    while (System.nanoTime() - endNs < 0) {
      removed += Files.deleteIfExists(file) ? 1 : 0;
      try {
        Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        // Somebody else was faster.
      }
      // At any moment of a claim, and not so often that none ever succeeds.
      LockSupport.parkNanos((long) (random.nextDouble() * MOST_PAUSE_NS));
    }
    return removed;
  }

  private void assertTheNameIsFree() {
    Peer last = peer();
    last.must(Peer.create("seg"));
    last.must("write seg 1");
    last.must("close seg");
    assertEquals(List.of(), new Onlooker(directory).files());
  }
}
