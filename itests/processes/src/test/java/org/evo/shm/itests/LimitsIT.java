// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose limits are used up (ulimit): it says so, leaks nothing and recovers. */
class LimitsIT {

  private static final int DESCRIPTORS = 100;
  private static final int EMFILE = 24;
  private static final long MIB = 1 << 20;
  private static final long ROOM_BYTES = 256 * MIB;
  private static final int LARGE_BYTES = 16 << 20;
  private static final int MOST = 200;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @BeforeAll
  static void check() {
    Surroundings limited = Surroundings.SAME.limit("nofile", DESCRIPTORS);
    assumeTrue(limited.available(), "needs prlimit");
  }

  private static long openFiles(Peer peer) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + peer.process().pid() + "/fd"))) {
      return open.count();
    }
  }

  private static String create(int number, int sizeBytes) {
    return "create seg" + number + " classic " + sizeBytes + " peer 0";
  }

  /** Creates until it is refused; how many there are then. */
  private static int exhaust(Peer peer, int sizeBytes) {
    for (int i = 0; i < MOST; i++) {
      Peer.Answer answer = peer.ask(create(i, sizeBytes));
      if (!answer.ok()) {
        assertEquals("ResourceExhausted", answer.code(), answer.text());
        return i;
      }
    }
    throw new AssertionError("never refused");
  }

  private static Peer.Answer attachUntilRefused(Peer peer, int segments) {
    for (int i = 0; i < segments; i++) {
      Peer.Answer answer = peer.ask("attach seg" + i + " 1");
      if (!answer.ok()) {
        return answer;
      }
    }
    throw new AssertionError("never refused");
  }

  private void leaveNothingAndRecover(Peer peer, int segments, int sizeBytes) throws IOException {
    Onlooker onlooker = new Onlooker(directory);
    List<String> files = onlooker.files();
    assertEquals(2 * segments, files.size());
    long open = openFiles(peer);
    for (int i = 0; i < 20; i++) {
      Peer.Answer refused = peer.ask(create(segments, sizeBytes));
      assertEquals("ResourceExhausted", refused.code(), refused.text());
    }
    assertEquals(files, onlooker.files());
    assertEquals(open, openFiles(peer));
    for (int i = 0; i < segments; i++) {
      peer.must("write seg" + i + " " + i);
    }
    for (int i = 0; i < 4; i++) {
      peer.must("close seg" + i);
    }
    peer.must(create(segments, sizeBytes));
    peer.must("write seg" + segments + " 1");
  }

  @Test
  void shouldSayThatDescriptorsAreUsedUp() throws IOException {
    Surroundings limited = Surroundings.SAME.limit("nofile", DESCRIPTORS);
    try (Peer peer = Peer.start(JavaProgram.brief().in(limited), directory)) {
      peer.must(create(0, 4096));
      peer.must("write seg0 1");
      peer.must("attach seg0 1");
      peer.must("close seg0");
      int segments = exhaust(peer, 4096);
      assertEquals(EMFILE, peer.ask(create(segments, 4096)).errno());
      Peer.Answer refused = attachUntilRefused(peer, segments);
      assertEquals("ResourceExhausted", refused.code(), refused.text());
      assertEquals(EMFILE, refused.errno());
      leaveNothingAndRecover(peer, segments, 4096);
    }
  }

  @Test
  void shouldSayThatTheAddressSpaceIsUsedUp() throws IOException {
    try (Peer peer = Peer.start(JavaProgram.brief(), directory)) {
      peer.must(create(0, LARGE_BYTES));
      peer.must("write seg0 1");
      peer.must("close seg0");
      limitAddressSpace(peer);
      int segments = exhaust(peer, LARGE_BYTES);
      assertTrue(segments > 1, segments + " segments");
      leaveNothingAndRecover(peer, segments, LARGE_BYTES);
    }
  }

  private static void limitAddressSpace(Peer peer) throws IOException {
    String pid = Long.toString(peer.process().pid());
    long pages = Long.parseLong(Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ")[0]);
    long bytes = pages * 4096 + ROOM_BYTES;
    List<String> command = List.of("prlimit", "--pid", pid, "--as=" + bytes + ":" + bytes);
    try (ChildProcess prlimit = ChildProcess.start(command)) {
      assertEquals(0, prlimit.awaitExit(), prlimit.transcript());
    }
  }
}
