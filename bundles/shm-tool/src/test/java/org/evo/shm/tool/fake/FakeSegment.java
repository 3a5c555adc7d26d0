// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.layout.RecordLayout;

/** One segment in memory of our own, which tests change as they like. */
public final class FakeSegment {

  final SegmentSpec spec;
  Optional<RecordLayout> record;
  byte[] payload = new byte[0];
  long version;
  long commitTimeNs;
  long generation = 1;
  Liveness writer = Liveness.ALIVE;
  SegmentState state = SegmentState.ACTIVE;
  boolean removed;
  int readers;
  RuntimeException nextRead;
  RuntimeException writesFail;
  boolean abandoned;
  String damage;

  FakeSegment(SegmentSpec spec) {
    this.spec = spec;
    this.record = spec.record();
  }

  /** Commits a value. */
  public void commit(byte[] value, long commitTimeNs) {
    payload = value.clone();
    version += 2;
    this.commitTimeNs = commitTimeNs;
  }

  public void writerDies() {
    writer = Liveness.DEAD;
  }

  /** Goes away for a moment, keeping its claim. */
  public void writerParks() {
    writer = Liveness.DEAD;
    state = SegmentState.PARKED;
  }

  /** Whoever parked it does not come back. */
  public void parkerDies() {
    writerParks();
    abandoned = true;
  }

  public void damage(String what) {
    damage = what;
  }

  /** Writes fail until {@code null} is given. */
  public void failWrites(RuntimeException e) {
    writesFail = e;
  }

  /** The next read fails once. */
  public void failNextRead(RuntimeException e) {
    nextRead = e;
  }

  /** Takes the place of the old segment, with another layout and no value. */
  public void newGeneration(RecordLayout layout) {
    generation++;
    record = Optional.of(layout);
    payload = new byte[0];
  }

  public SegmentSpec spec() {
    return spec;
  }

  public byte[] payload() {
    return payload.clone();
  }

  public int readers() {
    return readers;
  }

  public SegmentInfo info() {
    return new SegmentInfo(
        spec.name(),
        spec.module(),
        Path.of("/shm/evo_" + spec.module() + "_" + spec.name() + "_7"),
        new SegmentInfo.Geometry(
            spec.layout(),
            spec.slots(),
            spec.sizeBytes(),
            spec.capacityBytes(),
            20_480,
            spec.checksummed()),
        new SegmentInfo.Owner(writer, 7, generation, Instant.parse("2025-01-02T03:04:05Z")),
        state,
        new SegmentInfo.Activity(
            version, false, version == 0 ? SegmentReader.UNKNOWN_AGE_NS : 1_500_000, readers),
        record);
  }
}
