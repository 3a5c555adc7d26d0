// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ErrorCode;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.LinuxSharedMemory;

/** What a peer does again and again for a time. */
final class PeerLoops {

  private static final int BATCH = 100;
  private static final long LIFE_NS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final String WAITS = "voluntary_ctxt_switches:";

  private final LinuxSharedMemory memory;
  private final Map<String, SegmentWriter> writers;

  /**
   * @param writers those that the peer has made, by name
   */
  PeerLoops(LinuxSharedMemory memory, Map<String, SegmentWriter> writers) {
    this.memory = memory;
    this.writers = writers;
  }

  private static String text(Map<String, Long> answers) {
    return answers.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  private static long deadline(String ms) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(ms));
  }

  /** churn NAME LAYOUT MS: creates, writes and closes, each time of another size. */
  Object churn(String... w) {
    long lives = 0;
    for (long end = deadline(w[3]); System.nanoTime() - end < 0; lives++) {
      String size = Long.toString(4096L << (lives % 3));
      try (SegmentWriter writer = memory.createWriter(PeerMain.spec(w[1], w[2], size, "churn"))) {
        // As long as attaching takes, or nobody would ever see a value.
        long stopNs = System.nanoTime() + LIFE_NS;
        for (long i = 1; System.nanoTime() - stopNs < 0; i++) {
          writer.write(Counting.value(i, writer.capacityBytes()));
        }
      }
    }
    return lives;
  }

  /** attachFor NAME MS: attaches and reads again and again; the answers by kind. */
  Object attachFor(String... w) {
    Map<String, Long> answers = new TreeMap<>();
    for (long end = deadline(w[2]); System.nanoTime() - end < 0; ) {
      String answer = "value";
      try (SegmentReader reader = memory.attachReader(w[1])) {
        byte[] copy = new byte[PeerMain.MOST_BYTES];
        Counting.counterOf(copy, reader.read(copy));
      } catch (ShmException e) {
        answer = e.code().code();
      }
      answers.merge(answer, 1L, Long::sum);
    }
    return text(answers);
  }

  /**
   * claimFor NAME LAYOUT MS MARKER: claims, and while it owns the segment holds a marker that only
   * one can hold; the answers by kind, {@code second} for a marker that was there.
   */
  Object claimFor(String... w) throws IOException {
    Map<String, Long> answers = new TreeMap<>();
    for (long end = deadline(w[3]); System.nanoTime() - end < 0; ) {
      answers.merge(claim(PeerMain.spec(w[1], w[2], "4096", "app"), Path.of(w[4])), 1L, Long::sum);
    }
    return text(answers);
  }

  private String claim(SegmentSpec spec, Path marker) throws IOException {
    try (SegmentWriter writer = memory.createWriter(spec)) {
      try (FileChannel mark =
          FileChannel.open(marker, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writer.write(Counting.value(1, writer.capacityBytes()));
        Files.delete(marker);
        return mark.isOpen() ? "owned" : "closed";
      } catch (FileAlreadyExistsException e) {
        return "second";
      }
    } catch (ShmException e) {
      if (e.code() != ErrorCode.SEGMENT_BUSY) {
        System.err.println(e.getMessage());
      }
      return e.code().code();
    }
  }

  /**
   * writeFor NAME MS: at full speed; how many, the processor time they took in ns, and how often
   * the thread had to wait for something.
   */
  Object writeFor(String... w) throws IOException {
    SegmentWriter writer = writers.get(w[1]);
    byte[] value = Counting.value(1, writer.capacityBytes());
    long writes = 0;
    long waits = waits();
    long cpuNs = cpuNs();
    for (long end = deadline(w[2]); System.nanoTime() - end < 0; ) {
      for (int i = 0; i < BATCH; i++) {
        writer.write(value);
      }
      writes += BATCH;
    }
    return writes + " " + (cpuNs() - cpuNs) + " " + (waits() - waits);
  }

  private static long cpuNs() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long waits() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
        .filter(line -> line.startsWith(WAITS))
        .mapToLong(line -> Long.parseLong(line.substring(WAITS.length()).trim()))
        .sum();
  }
}
