// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;

/**
 * A writer that is going to be killed. It says {@code ready}; on {@code claim} it says {@code
 * claiming}, tries until the segment is its own, says {@code owner} with its generation, and writes
 * in bursts. Then {@code write} makes it write without a pause, {@code hold} stop in the middle of
 * a value, {@code idle} stop between two, {@code churn} close and claim over and over, {@code park}
 * park and come back over and over, {@code leave} park and wait, {@code close} close and wait. It
 * says what it is about to do before it does it; when it has left it says {@code left}.
 *
 * <p>Arguments: the directory, the shape, and the name of the segment.
 */
final class MortalWriter {

  private static final long BURST_NS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int CHURN_VALUES = 8;
  private static final long PARK_MS = 60_000;
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final LinuxSharedMemory memory;
  private final SegmentSpec spec;
  private final byte[] payload;
  private final long pid = ProcessHandle.current().pid();
  private SegmentWriter writer;
  private long lastNs;

  private MortalWriter(Path directory, Shape shape, String segment) {
    this.memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
    this.spec = shape.spec(segment);
    this.payload = new byte[shape.payloadBytes()];
  }

  public static void main(String[] args) throws IOException {
    MortalWriter mortal = new MortalWriter(Path.of(args[0]), Shape.parse(args[1]), args[2]);
    System.out.println("ready");
    if (mortal.in.readLine() != null) {
      mortal.claim("claiming");
      System.out.println("owner " + mortal.writer.info().owner().generation());
      mortal.own();
    }
  }

  private void claim(String announcement) {
    System.out.println(announcement);
    writer = null;
    while (writer == null) {
      try {
        writer = memory.createWriter(spec);
      } catch (SegmentBusyException e) {
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
    write();
  }

  private void own() throws IOException {
    boolean paused = true;
    while (true) {
      burst();
      if (paused) {
        LockSupport.parkNanos(PAUSE_NS);
      }
      switch (in.ready() ? in.readLine() : "") {
        case "" -> {}
        case "write" -> {
          paused = false;
          System.out.println("writing");
        }
        case "hold" -> hold();
        case "idle" -> {
          System.out.println("idle");
          in.readLine();
        }
        case "churn" -> churn();
        case "park" -> parkAndComeBack();
        case "leave" -> {
          System.out.println("parking");
          writer.park(PARK_MS);
          System.out.println("left");
          in.readLine();
        }
        case "close" -> {
          close();
          System.out.println("closed");
          in.readLine();
        }
        default -> throw new IllegalArgumentException("what?");
      }
    }
  }

  private void burst() {
    long startNs = System.nanoTime();
    do {
      write();
    } while (System.nanoTime() - startNs < BURST_NS);
  }

  private void write() {
    fill();
    writer.write(payload);
  }

  private void fill() {
    lastNs = Math.max(lastNs + 1, System.nanoTime());
    ProvenPayload.fill(payload, lastNs, pid);
  }

  private void hold() throws IOException {
    MutableRecord record = writer.begin();
    fill();
    record.putBytes(0, payload, 0, payload.length / 2);
    System.out.println("inside");
    in.readLine();
  }

  private void close() {
    System.out.println("closing");
    writer.close();
  }

  private void churn() {
    while (true) {
      close();
      claim("bearing");
      System.out.println("living");
      for (int i = 0; i < CHURN_VALUES; i++) {
        write();
      }
    }
  }

  private void parkAndComeBack() {
    while (true) {
      System.out.println("parking");
      writer.park(PARK_MS);
      claim("returning");
      System.out.println("living");
      for (int i = 0; i < CHURN_VALUES; i++) {
        write();
      }
    }
  }
}
