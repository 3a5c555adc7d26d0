// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;

/**
 * Two programs for {@link ChecksumIT}. {@code write DIR COUNT} commits that many values to a
 * checksummed segment and halts, leaving it. {@code read DIR} reads it in all ways in a loop that
 * gets compiled, says {@code ready}, goes on while its file is truncated, and {@value #LATER}
 * rounds more from the time that it is told to end; then it prints what came of the reads before
 * that and of the reads behind it.
 */
final class ReaderUnderTruncation {

  static final String SEGMENT = "seg";
  static final int SIZE = 16384;
  static final int SLOTS = 4;
  static final int LATER = 2000;

  private static final int WARM_UP = 100_000;
  private static final int LOOK_EVERY = 1000;
  private static final byte POISON = 0x55;

  private final SegmentReader reader;
  private final byte[] expected;
  private final byte[] copy = new byte[SIZE];
  private final ByteBuffer direct = ByteBuffer.allocateDirect(SIZE);
  private final Map<String, Long> tally = new TreeMap<>();

  private ReaderUnderTruncation(SegmentReader reader, byte[] expected) {
    this.reader = reader;
    this.expected = expected;
  }

  /** Entry point. */
  public static void main(String[] args) throws IOException {
    LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(Path.of(args[1])));
    if (args[0].equals("write")) {
      write(memory, Integer.parseInt(args[2]));
    } else {
      read(memory, Integer.parseInt(args[2]));
    }
  }

  private static void write(LinuxSharedMemory memory, int count) {
    SegmentWriter writer =
        memory.createWriter(
            SegmentSpec.named(SEGMENT).sizeBytes(SIZE).slots(SLOTS).checksummed(true).build());
    for (int i = 1; i <= count; i++) {
      writer.write(value(i));
    }
    Runtime.getRuntime().halt(0);
  }

  private static byte[] value(int number) {
    byte[] bytes = new byte[SIZE];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static void read(LinuxSharedMemory memory, int count) throws IOException {
    ReaderUnderTruncation program =
        new ReaderUnderTruncation(memory.attachReader(SEGMENT), value(count));
    program.rounds(WARM_UP);
    program.tally.clear();
    System.out.println("ready");
    while (System.in.available() == 0) {
      program.rounds(LOOK_EVERY);
    }
    System.out.println(program.takeTally());
    program.rounds(LATER);
    System.out.println(program.takeTally());
    // Nothing here is about closing a segment that has lost its file.
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private void rounds(int times) {
    List<Consumer<byte[]>> ways =
        List.of(this::copied, this::buffered, this::inRanges, this::viewed);
    for (int i = 0; i < times; i++) {
      for (Consumer<byte[]> way : ways) {
        Arrays.fill(copy, POISON);
        tally.merge(outcome(way), 1L, Long::sum);
      }
    }
  }

  private String takeTally() {
    String json =
        tally.entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    tally.clear();
    return json;
  }

  private String outcome(Consumer<byte[]> way) {
    try {
      way.accept(copy);
      return Arrays.equals(expected, copy) ? "right" : "wrong";
    } catch (ShmException e) {
      return e.code().code();
    } catch (InternalError e) {
      return "escaped";
    }
  }

  private void copied(byte[] dst) {
    reader.read(dst);
  }

  private void buffered(byte[] dst) {
    reader.read(direct.clear());
    direct.get(0, dst);
  }

  private void inRanges(byte[] dst) {
    reader.readRange(0, dst, 0, SIZE / 2);
    reader.readRange(SIZE / 2, dst, SIZE / 2, SIZE / 2);
  }

  private void viewed(byte[] dst) {
    long stamp;
    do {
      stamp = reader.beginRead();
      reader.view().getBytes(0, dst, 0, SIZE);
    } while (!reader.validate(stamp));
  }
}
