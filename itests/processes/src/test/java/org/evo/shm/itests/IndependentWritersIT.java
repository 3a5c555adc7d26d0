// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two writers share nothing: what one does costs the other at most its processor. */
class IndependentWritersIT {

  private static final int MS = 700;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private Peer writer(String segment) {
    JavaProgram compiled = JavaProgram.on(JavaRuntime.own());
    Peer peer = Peer.start(compiled, directory);
    peer.must(Peer.create(segment));
    peer.must("writeFor " + segment + " " + MS);
    return peer;
  }

  private static void print(String what, Peer.Answer answer) {
    long writes = answer.number(0);
    System.out.printf(
        "4 KiB writes in %d ms, %s: %d, %d ns of processor time each, waited %d times%n",
        MS, what, writes, answer.number(1) / writes, answer.number(2));
    // It never waits for the other; what is counted is the virtual machine's own business.
    assertTrue(answer.number(2) * 1000 < writes, answer.text());
  }

  /** How the numbers compare depends on how many processors are free, so they are only printed. */
  @Test
  void shouldWriteTwoSegmentsInTwoProcessesWithoutWaitingForEachOther() {
    try (Peer one = writer("one");
        Peer two = writer("two")) {
      Peer.Answer alone = one.must("writeFor one " + MS);
      one.tell("writeFor one " + MS);
      two.tell("writeFor two " + MS);
      Peer.Answer first = one.answer();
      Peer.Answer second = two.answer();
      print("alone", alone);
      print("one of two", first);
      print("the other", second);
      double ratio = (first.number(0) + second.number(0)) / (2.0 * alone.number(0));
      int processors = Runtime.getRuntime().availableProcessors();
      System.out.printf("both: %.2f of twice as many, %d processors%n", ratio, processors);
    }
  }
}
