// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.lang.annotation.Annotation;

/** A writer's configuration as the container would hand it over. */
record TestConfig(
    String segment,
    String module,
    String layout,
    long sizeBytes,
    int capacityBytes,
    int slots,
    String classic,
    String checksummed,
    String commitTime,
    long parkMs)
    implements WriterConfig {

  static TestConfig of(String segment) {
    return new TestConfig(segment, "test", "", 0, 0, 0, "false", "false", "loop", 10_000);
  }

  TestConfig withLayout(String other) {
    return new TestConfig(
        segment,
        module,
        other,
        sizeBytes,
        capacityBytes,
        slots,
        classic,
        checksummed,
        commitTime,
        parkMs);
  }

  TestConfig withSizeBytes(long other) {
    return new TestConfig(
        segment,
        module,
        layout,
        other,
        capacityBytes,
        slots,
        classic,
        checksummed,
        commitTime,
        parkMs);
  }

  TestConfig withCapacityBytes(int other) {
    return new TestConfig(
        segment, module, layout, sizeBytes, other, slots, classic, checksummed, commitTime, parkMs);
  }

  TestConfig withSlots(int other) {
    return new TestConfig(
        segment,
        module,
        layout,
        sizeBytes,
        capacityBytes,
        other,
        classic,
        checksummed,
        commitTime,
        parkMs);
  }

  TestConfig withCommitTime(String other) {
    return new TestConfig(
        segment,
        module,
        layout,
        sizeBytes,
        capacityBytes,
        slots,
        classic,
        checksummed,
        other,
        parkMs);
  }

  TestConfig withParkMs(long other) {
    return new TestConfig(
        segment,
        module,
        layout,
        sizeBytes,
        capacityBytes,
        slots,
        classic,
        checksummed,
        commitTime,
        other);
  }

  TestConfig asClassic(boolean withChecksum) {
    return new TestConfig(
        segment,
        module,
        layout,
        sizeBytes,
        capacityBytes,
        slots,
        "true",
        Boolean.toString(withChecksum),
        commitTime,
        parkMs);
  }

  /** A reader's. */
  record Reader(String segment, String layout) implements ReaderConfig {
    @Override
    public Class<? extends Annotation> annotationType() {
      return ReaderConfig.class;
    }
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return WriterConfig.class;
  }
}
