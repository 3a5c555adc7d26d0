// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;

/** A segment of one layout and size, there for the benchmark. Owned by one thread. */
final class Subject implements AutoCloseable {

  private static final String MODULE = "bench";

  private final SegmentLayout layout;
  private final int sizeBytes;
  private final boolean checksummed;
  private final SegmentWriter writer;
  private final SegmentReader reader;

  private Subject(SegmentSpec spec, SegmentWriter writer, SegmentReader reader) {
    this.layout = spec.layout();
    this.sizeBytes = spec.capacityBytes();
    this.checksummed = spec.checksummed();
    this.writer = writer;
    this.reader = reader;
  }

  static Subject create(
      ShmLifecycleManager manager, SegmentLayout layout, int sizeBytes, boolean checksummed) {
    SegmentSpec spec = spec(layout, sizeBytes, checksummed);
    SegmentWriter writer = manager.createWriter(spec);
    try {
      writer.write(new byte[sizeBytes]);
      return new Subject(spec, writer, manager.attachReader(spec.name()));
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  /** The process id keeps two benchmarks apart. */
  private static SegmentSpec spec(SegmentLayout layout, int sizeBytes, boolean checksummed) {
    String kind = layout.name().toLowerCase(Locale.ROOT);
    String name = "bench-" + kind + "-" + sizeBytes + "-" + ProcessHandle.current().pid();
    return SegmentSpec.named(name)
        .module(MODULE)
        .layout(layout)
        .capacityBytes(sizeBytes)
        .checksummed(checksummed)
        .commitTime(CommitTime.LOOP)
        .build();
  }

  /** What is measured of it. */
  Map<BenchCase, Operation> operations() {
    Map<BenchCase, Operation> operations = new LinkedHashMap<>();
    operations.put(BenchCase.write(layout, sizeBytes), Operations.write(writer, sizeBytes));
    operations.put(BenchCase.read(layout, sizeBytes), Operations.read(reader, sizeBytes));
    operations.put(BenchCase.view(layout, sizeBytes, checksummed), Operations.view(reader));
    operations.put(BenchCase.writeAt(layout, sizeBytes), Operations.writeAt(writer));
    return operations;
  }

  @Override
  public void close() {
    try (writer) {
      reader.close();
    }
  }
}
