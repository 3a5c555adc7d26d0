// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.error.WriterDeadException;
import org.evo.shm.layout.RecordLayout;

/**
 * Looks at one segment again and again, whatever happens to its writer: it holds the last value
 * through the writer's death and the segment's removal, and goes on when a new one takes the name.
 * Owned by one thread.
 */
final class SegmentFollower implements AutoCloseable {

  /** A value and its layout may belong to two generations when one has just replaced the other. */
  private static final int ATTEMPTS = 3;

  private final ShmLifecycleManager manager;
  private final String segment;
  private final LongSupplier nanoClock;

  private SegmentReader reader;
  private byte[] buffer = new byte[0];
  private SegmentInfo info;
  private Sample.Value value = Sample.Value.NONE;
  private boolean present = true;

  /**
   * Attaches.
   *
   * @throws NotFoundException when there is no such segment now
   */
  SegmentFollower(ShmLifecycleManager manager, String segment, LongSupplier nanoClock) {
    this.manager = manager;
    this.segment = segment;
    this.nanoClock = nanoClock;
    this.reader = manager.attachReader(segment);
    this.info = reader.info();
  }

  /** Looks once. Timing: cold. */
  Sample sample() {
    try {
      if (!present) {
        reattach();
      }
      look();
      present = true;
    } catch (NotFoundException e) {
      present = false;
    }
    return new Sample(info, present, value, ageNs());
  }

  private void reattach() {
    SegmentReader next = manager.attachReader(segment);
    reader.close();
    reader = next;
  }

  private void look() {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<byte[]> payload = payload();
      long generation = info.owner().generation();
      info = reader.info();
      if (payload.isEmpty()) {
        return;
      }
      if (info.owner().generation() == generation) {
        value = value(payload.get());
        return;
      }
    }
  }

  private Sample.Value value(byte[] payload) {
    Optional<RecordLayout> record = info.record().filter(r -> r.sizeBytes() <= payload.length);
    return new Sample.Value(reader.lastReadVersion(), reader.commitTimeNs(), payload, record);
  }

  /** The value, empty when none can be had now. */
  private Optional<byte[]> payload() {
    try {
      int length = read();
      return Optional.of(Arrays.copyOf(buffer, length));
    } catch (NoValueYetException | VersionConflictException | WriterDeadException e) {
      return Optional.empty();
    }
  }

  private int read() {
    while (true) {
      try {
        return reader.read(buffer);
      } catch (InvalidRangeException e) {
        if (reader.capacityBytes() <= buffer.length) {
          throw e;
        }
        buffer = new byte[reader.capacityBytes()];
      }
    }
  }

  private long ageNs() {
    return value.commitTimeNs() == 0
        ? SegmentReader.UNKNOWN_AGE_NS
        : Math.max(0, nanoClock.getAsLong() - value.commitTimeNs());
  }

  @Override
  public void close() {
    reader.close();
  }
}
