// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;
import org.evo.shm.linux.format.SegmentGeometry;

/** Lets the product make the segments that are spoilt afterwards. */
final class Templates {

  /** The name of every segment. */
  static final String SEGMENT = "seg";

  private Templates() {}

  static RecordLayout record() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64s("position", 2, "mm");
    fields.append(FieldType.U32, "status", 1, "", false);
    fields.bools("enabled", 3);
    fields.text("label", 12);
    fields.append(FieldType.F32, "temperature", 1, "°C", true);
    return fields.build();
  }

  static List<SegmentSpec> specs() {
    List<SegmentSpec> specs = new ArrayList<>();
    for (SegmentLayout layout : SegmentLayout.values()) {
      specs.add(named(layout).capacityBytes(64).build());
      specs.add(named(layout).record(record()).build());
    }
    specs.add(named(SegmentLayout.SLOTTED).capacityBytes(100).slots(4).build());
    specs.add(named(SegmentLayout.SLOTTED).record(record()).slots(2).build());
    return specs;
  }

  private static SegmentSpec.Builder named(SegmentLayout layout) {
    return SegmentSpec.named(SEGMENT).layout(layout).slots(1).commitTime(CommitTime.WRITE);
  }

  /** Makes them in an empty directory and leaves that empty. */
  static List<Template> make(Path directory) throws IOException {
    List<Template> made = new ArrayList<>();
    try (LinuxSharedMemory memory =
        new LinuxSharedMemory(
            LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE))) {
      for (SegmentSpec spec : specs()) {
        made.add(make(memory, spec));
      }
    }
    return made;
  }

  private static Template make(LinuxSharedMemory memory, SegmentSpec spec) throws IOException {
    try (SegmentWriter writer = memory.createWriter(spec)) {
      for (int i = 0; i < 3; i++) {
        writer.write(new byte[spec.capacityBytes()]);
      }
      Path data = writer.info().file();
      SegmentGeometry geometry = SegmentGeometry.of(spec);
      int[] slots = new int[geometry.slots()];
      for (int i = 0; i < slots.length; i++) {
        // A classic value has no header: its fields are those of the file.
        slots[i] = geometry.isClassic() ? 0 : (int) geometry.slotOffset(i);
      }
      byte[] metadata = Files.readAllBytes(memory.directory().resolve("evo_seg.meta"));
      String fileName = data.toFile().getName();
      return new Template(spec, fileName, Files.readAllBytes(data), metadata, slots);
    }
  }
}
