// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;

/**
 * Creates segment {@code seg}, commits three values, and halts without cleaning up when told to:
 * between two writes or, asked for, in the middle of the fourth.
 */
final class CrashingWriter {

  static final int SIZE = 8192;
  static final int EXIT_CODE = 42;

  private CrashingWriter() {}

  static SegmentSpec spec(SegmentLayout layout) {
    return SegmentSpec.named("seg").module("test").layout(layout).sizeBytes(SIZE).build();
  }

  static byte[] value(int fill) {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  /**
   * Entry point.
   *
   * @param args directory, layout, whether to die inside a write
   */
  public static void main(String[] args) throws IOException {
    LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(Path.of(args[0])));
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.valueOf(args[1])));
    for (int i = 1; i <= 3; i++) {
      writer.write(value(i));
    }
    if (Boolean.parseBoolean(args[2])) {
      writer.begin().putBytes(0, value(-1), 0, SIZE / 2);
    }
    System.out.println("ready");
    int told = System.in.read();
    Runtime.getRuntime().halt(told < 0 ? 1 : EXIT_CODE);
  }
}
