// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;

/**
 * Writes or reads a segment at full speed, in compiled code and without a system call that could
 * flush what is reported late, until it is killed: {@code (write | read) DIRECTORY}. Every word of
 * a value is its number, so that a reader can tell a wrong one. Prints what it saw twice a second.
 */
final class TruncationProgram {

  static final String SEGMENT = "truncated";
  static final int VALUE_BYTES = 65_536;

  private static final long REPORT_NS = 500_000_000L;

  private final Map<String, Long> counts = new TreeMap<>();
  private long reportedNs = System.nanoTime();

  public static void main(String[] args) {
    try (LinuxSharedMemory memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(Path.of(args[1])))) {
      if (args[0].equals("write")) {
        new TruncationProgram().write(memory);
      } else {
        new TruncationProgram().read(memory);
      }
    }
  }

  private void write(LinuxSharedMemory memory) {
    byte[] value = new byte[VALUE_BYTES];
    ByteBuffer words = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    SegmentSpec spec = SegmentSpec.named(SEGMENT).sizeBytes(VALUE_BYTES).build();
    try (SegmentWriter writer = memory.createWriter(spec)) {
      for (long number = 1; true; number++) {
        for (int at = 0; at < VALUE_BYTES; at += Long.BYTES) {
          words.putLong(at, number);
        }
        try {
          writer.write(value);
          count("good");
        } catch (ShmException e) {
          count(e.code().code());
        } catch (InternalError e) {
          // Reported late: the access was one of an earlier write.
          count("late");
        }
      }
    }
  }

  private void read(LinuxSharedMemory memory) {
    byte[] value = new byte[VALUE_BYTES];
    ByteBuffer words = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    try (SegmentReader reader = memory.attachReader(SEGMENT)) {
      long last = 0;
      while (true) {
        try {
          int length = reader.read(value);
          long number = words.getLong(0);
          boolean whole = length == VALUE_BYTES;
          for (int at = 0; whole && at < VALUE_BYTES; at += Long.BYTES) {
            whole = words.getLong(at) == number;
          }
          count(!whole ? "wrong" : number < last ? "backwards" : "good");
          last = whole ? number : last;
        } catch (ShmException e) {
          count(e.code().code());
        } catch (InternalError e) {
          count("late");
        }
      }
    }
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
    if (System.nanoTime() - reportedNs > REPORT_NS) {
      reportedNs = System.nanoTime();
      System.out.println("counts " + counts);
    }
  }
}
