// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen processes want the same name at the same moment. The property {@code evo.shm.rounds} asks
 * for more rounds, for example 1000.
 */
class SimultaneousClaimsIT {

  private static final int CLAIMANTS = 16;
  private static final int ROUNDS = Integer.getInteger("evo.shm.rounds", 100);
  private static final int HEIRS = 4;
  private static final long START_NS = Duration.ofMillis(3).toNanos();
  private static final Set<String> REFUSALS = Set.of("SegmentBusy", "AlreadyExists");

  @TempDir(factory = SegmentDirectoryFactory.class)
  static Path directory;

  private static final List<Peer> claimants = new ArrayList<>();

  private final Onlooker onlooker = new Onlooker(directory);

  @BeforeAll
  static void start() {
    for (int i = 0; i < CLAIMANTS; i++) {
      claimants.add(Peer.start(JavaProgram.brief(), directory));
    }
    claimants.forEach(c -> c.must("clock"));
  }

  @AfterAll
  static void end() {
    claimants.forEach(Peer::close);
  }

  /** All want the name; they differ in what they want of it. */
  private static String wish(int claimant, long atNs) {
    String layout = claimant % 2 == 0 ? "slotted" : "classic";
    return "create seg " + layout + " " + (4096 << claimant % 3) + " m" + claimant % 4 + " " + atNs;
  }

  /** Who won a round. */
  private int race(TreeMap<String, Integer> answers) {
    long atNs = System.nanoTime() + START_NS;
    IntStream.range(0, CLAIMANTS).forEach(i -> claimants.get(i).tell(wish(i, atNs)));
    List<Integer> winners = new ArrayList<>();
    for (int i = 0; i < CLAIMANTS; i++) {
      Peer.Answer answer = claimants.get(i).answer();
      answers.merge(answer.code(), 1, Integer::sum);
      if (answer.ok()) {
        winners.add(i);
      } else {
        assertTrue(REFUSALS.contains(answer.code()), answer.text());
      }
    }
    assertEquals(1, winners.size(), "winners " + winners);
    return winners.get(0);
  }

  @Test
  void shouldHaveExactlyOneWinnerEachRoundAndLeaveNothing() {
    TreeMap<String, Integer> answers = new TreeMap<>();
    TreeMap<Integer, Integer> wins = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      int winner = race(answers);
      wins.merge(winner, 1, Integer::sum);
      assertEquals(2, onlooker.files().size(), onlooker.files().toString());
      claimants.get(winner).must("write seg " + round);
      Peer reader = claimants.get((winner + 1) % CLAIMANTS);
      reader.must("attach seg 1");
      assertEquals(round, reader.must("read seg").number(0));
      reader.must("close seg");
      claimants.get(winner).must("close seg");
      assertEquals(List.of(), onlooker.files(), "round " + round);
    }
    System.out.println(
        ROUNDS + " rounds of " + CLAIMANTS + " processes: " + answers + ", winners " + wins);
  }

  /** The winner of each round is killed, so that the next one is for an orphan. */
  @Test
  void shouldHaveExactlyOneHeirOfEachThatIsKilled() {
    TreeMap<String, Integer> answers = new TreeMap<>();
    long version = 0;
    for (int generation = 1; generation <= HEIRS; generation++) {
      int winner = race(answers);
      long written = claimants.get(winner).must("write seg 1").number(0);
      assertTrue(written > version, written + " after " + version);
      version = written;
      assertEquals(generation, onlooker.info("seg").owner().generation());
      assertEquals(2, onlooker.files().size(), onlooker.files().toString());
      claimants.get(winner).kill();
      claimants.set(winner, Peer.start(JavaProgram.brief(), directory));
    }
    int last = race(answers);
    claimants.get(last).must("close seg");
    assertEquals(List.of(), onlooker.files());
  }
}
