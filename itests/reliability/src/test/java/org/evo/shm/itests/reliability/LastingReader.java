// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that reads a segment at full speed, with one handle, until it is told to end. It says
 * {@code writer} with the process id and the time whenever a value is of another writer than the
 * one before. On {@code settle} it collects its garbage and says {@code settled}, on {@code end} it
 * detaches and says {@code tally} with what it has seen; then it waits to be ended.
 *
 * <p>Arguments: the directory, the segment, and how many microseconds it rests in each millisecond,
 * so that a short campaign leaves the processors to the processes that it starts.
 */
final class LastingReader {

  private static final long BURST_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long NOTHING_TO_READ_NS = TimeUnit.MICROSECONDS.toNanos(100);

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final VerifyingReader reader;
  private final long restNs;
  private long writer;

  private LastingReader(Path directory, String segment, long restNs) {
    this.reader = new VerifyingReader(directory, segment);
    this.restNs = restNs;
  }

  public static void main(String[] args) throws IOException {
    LastingReader lasting =
        new LastingReader(
            Path.of(args[0]), args[1], TimeUnit.MICROSECONDS.toNanos(Long.parseLong(args[2])));
    System.out.println("ready");
    lasting.run();
  }

  private void run() throws IOException {
    while (true) {
      readForAWhile();
      if (restNs > 0) {
        LockSupport.parkNanos(restNs);
      }
      if (in.ready()) {
        switch (in.readLine()) {
          case "settle" -> {
            System.gc();
            System.out.println("settled");
          }
          case "end" -> {
            ReadTally tally = reader.tally();
            reader.close();
            System.gc();
            System.out.println("tally " + tally);
            in.readLine();
            return;
          }
          default -> throw new IllegalArgumentException("what?");
        }
      }
    }
  }

  private void readForAWhile() {
    long startNs = System.nanoTime();
    while (System.nanoTime() - startNs < BURST_NS - restNs) {
      if (!reader.read()) {
        LockSupport.parkNanos(NOTHING_TO_READ_NS);
      } else if (reader.writer() != writer) {
        writer = reader.writer();
        System.out.println("writer " + writer + " " + System.nanoTime());
      }
    }
  }
}
