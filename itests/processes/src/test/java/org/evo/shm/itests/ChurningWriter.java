// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.file.Path;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;

/**
 * Creates, writes, reads, parks, adopts, replaces and closes segments of one name without end:
 * {@code DIRECTORY NAME}.
 */
final class ChurningWriter {

  private static final int WRITES = 20;
  private static final long PARK_MS = 60_000;

  private ChurningWriter() {}

  /** Runs until it is killed. */
  public static void main(String[] args) {
    LinuxSettings settings =
        LinuxSettings.inDirectory(Path.of(args[0])).withLimits(SegmentLimits.NONE);
    try (LinuxSharedMemory memory = new LinuxSharedMemory(settings)) {
      for (int round = 0; ; round++) {
        boolean classic = round % 3 == 0;
        SegmentSpec spec =
            SegmentSpec.named(args[1])
                .sizeBytes(4096L << round % 2)
                .layout(classic ? SegmentLayout.CLASSIC : SegmentLayout.SLOTTED)
                .checksummed(!classic)
                .build();
        live(memory, spec, round % 2 == 0);
      }
    }
  }

  private static void live(LinuxSharedMemory memory, SegmentSpec spec, boolean park) {
    SegmentWriter writer = memory.createWriter(spec);
    byte[] value = new byte[64];
    try (SegmentReader reader = memory.attachReader(spec.name())) {
      for (int i = 0; i < WRITES; i++) {
        value[0] = (byte) i;
        writer.write(value);
        reader.read(new byte[reader.capacityBytes()]);
      }
    }
    if (park) {
      writer.park(PARK_MS);
    } else {
      writer.close();
    }
  }
}
