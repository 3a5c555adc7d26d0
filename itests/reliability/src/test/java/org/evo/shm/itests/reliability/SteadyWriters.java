// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.SegmentWriter;
import org.evo.shm.WriterListener;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;

/**
 * A program whose segments nobody may remove, since it lives: some it writes all the time, one it
 * parks and takes up again over and over. It looks whether each file has kept its name, and says
 * {@code wrong} with what is when one has not. On {@code end} it closes everything and says {@code
 * tally} with the number of looks and of parkings; then it waits to be ended.
 *
 * <p>Arguments: the directory, the longest time that it leaves a segment parked in ms, the segment
 * that is parked and its shape, then the other segments, each followed by its shape.
 */
final class SteadyWriters {

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int LOOK_EVERY = 10;
  private static final long PARK_MS = 60_000;
  private static final long PARK_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(400);

  private final LinuxSharedMemory memory;
  private final long pid = ProcessHandle.current().pid();
  private final Random random = new Random(pid);
  private final long longestParkNs;
  private final String parkedSegment;
  private final Shape parkedShape;
  private final List<Held> held = new ArrayList<>();
  private Held parking;
  private boolean parked;
  private long nextNs;
  private long looks;
  private long parks;

  /** A segment that is written, and the file it is in. */
  private record Held(SegmentWriter writer, byte[] payload, Path file, Object inode) {}

  private SteadyWriters(String[] args) throws IOException {
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(Path.of(args[0])));
    longestParkNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[1]));
    memory.addWriterListener(
        new WriterListener() {
          @Override
          public void republished(String segment) {
            System.out.println("wrong " + segment + " had lost its name");
          }
        });
    parkedSegment = args[2];
    parkedShape = Shape.parse(args[3]);
    parking = claim(parkedSegment, parkedShape);
    for (int i = 4; i < args.length; i += 2) {
      held.add(claim(args[i], Shape.parse(args[i + 1])));
    }
  }

  public static void main(String[] args) throws IOException {
    SteadyWriters steady = new SteadyWriters(args);
    System.out.println("ready");
    steady.live();
  }

  private Held claim(String segment, Shape shape) throws IOException {
    SegmentWriter writer = memory.createWriter(shape.spec(segment));
    Path file = writer.info().file();
    Held claimed = new Held(writer, new byte[shape.payloadBytes()], file, inode(file));
    write(claimed);
    return claimed;
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  private void write(Held segment) {
    ProvenPayload.fill(segment.payload(), System.nanoTime(), pid);
    segment.writer().write(segment.payload());
  }

  private void live() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (long turn = 0; !in.ready(); turn++) {
      held.forEach(this::write);
      if (turn % LOOK_EVERY == 0) {
        for (Held segment : held) {
          look(segment);
        }
        look(parking);
      }
      if (System.nanoTime() - nextNs > 0) {
        parkOrReturn();
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    end(in);
  }

  private void look(Held segment) throws IOException {
    looks++;
    try {
      if (!inode(segment.file()).equals(segment.inode())) {
        System.out.println("wrong " + segment.file() + " is another file");
      }
    } catch (NoSuchFileException e) {
      System.out.println("wrong " + segment.file() + " is gone");
    }
  }

  private void parkOrReturn() throws IOException {
    if (parked) {
      Held before = parking;
      parking = claim(parkedSegment, parkedShape);
      if (!parking.inode().equals(before.inode())) {
        System.out.println("wrong " + before.file() + " was not adopted");
      }
      nextNs = System.nanoTime() + random.nextLong(PARK_EVERY_NS);
    } else {
      parks++;
      parking.writer().park(PARK_MS);
      nextNs = System.nanoTime() + random.nextLong(longestParkNs);
    }
    parked = !parked;
  }

  private void end(BufferedReader in) throws IOException {
    if (parked) {
      parkOrReturn();
    }
    parking.writer().close();
    held.forEach(segment -> segment.writer().close());
    System.out.println("tally " + looks + " " + parks);
    in.readLine();
    in.readLine();
  }

  /** The arguments for these live segments. */
  static String[] arguments(
      Path directory, long longestParkMs, String parked, Shape shape, List<String> others) {
    List<String> all = new ArrayList<>();
    all.addAll(Arrays.asList(directory.toString(), Long.toString(longestParkMs)));
    all.addAll(Arrays.asList(parked, shape.toString()));
    all.addAll(others);
    return all.toArray(String[]::new);
  }
}
