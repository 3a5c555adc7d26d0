// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that attaches to a segment, reads a few values and detaches, over and over, until it is
 * told to end; then it says {@code tally} with what it has seen. Whatever the API does not allow to
 * happen ends it.
 */
final class AttachingReader {

  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(50);

  private AttachingReader() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    ReadTally all = ReadTally.NONE;
    long newestNs = 0;
    long backwards = 0;
    System.out.println("ready");
    while (System.in.available() == 0) {
      try (VerifyingReader reader = new VerifyingReader(directory)) {
        for (int i = 0; i < ATTEMPTS; i++) {
          reader.read();
          LockSupport.parkNanos(PAUSE_NS);
        }
        all = all.plus(reader.tally());
        if (reader.timeNs() != 0) {
          backwards += reader.timeNs() < newestNs ? 1 : 0;
          newestNs = Math.max(newestNs, reader.timeNs());
        }
      }
    }
    System.out.println("tally " + all.plus(new ReadTally(0, 0, backwards, 0, 0)));
  }
}
