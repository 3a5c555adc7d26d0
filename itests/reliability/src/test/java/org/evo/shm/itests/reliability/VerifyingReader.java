// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import org.evo.shm.SegmentReader;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.error.WriterDeadException;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;

/**
 * Reads a segment over and over, through every death of a writer with the one handle it attached,
 * and verifies each value. Every second value is read without copying first. What the API allows a
 * reader to meet is counted; anything else is thrown. Owned by one thread, {@link #close} included.
 */
final class VerifyingReader implements AutoCloseable {

  private static final int MAX_PAYLOAD_BYTES = 2 << 20;

  private final LinuxSharedMemory memory;
  private final String segment;
  private final byte[] value = new byte[MAX_PAYLOAD_BYTES];
  private SegmentReader reader;
  private long timeNs;
  private long writer;
  private boolean inPlace;

  private long reads;
  private long torn;
  private long backwards;
  private long noValue;
  private long overtaken;

  VerifyingReader(Path directory) {
    this(directory, Shape.SEGMENT);
  }

  VerifyingReader(Path directory, String segment) {
    this.segment = segment;
    this.memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
  }

  /** One attempt; whether it read a value. */
  boolean read() {
    try {
      if (reader == null) {
        reader = memory.attachReader(segment);
      }
      inPlace = !inPlace;
      int length = inPlace ? copyFromView() : reader.read(value);
      verify(length);
      return true;
    } catch (NotFoundException | NoValueYetException | WriterDeadException e) {
      noValue++;
      return false;
    } catch (VersionConflictException e) {
      overtaken++;
      return false;
    }
  }

  private int copyFromView() {
    int length;
    long stamp;
    do {
      stamp = reader.beginRead();
      length = reader.payloadBytes();
      reader.view().getBytes(0, value, 0, Math.min(length, reader.view().lengthBytes()));
    } while (!reader.validate(stamp));
    return length;
  }

  private void verify(int length) {
    reads++;
    if (!ProvenPayload.isWhole(value, length)) {
      torn++;
      return;
    }
    long seenNs = ProvenPayload.timeNs(value);
    if (seenNs < timeNs) {
      backwards++;
    }
    timeNs = seenNs;
    writer = ProvenPayload.writer(value);
  }

  /** The process that wrote the value read last, 0 before the first. */
  long writer() {
    return writer;
  }

  /** When the value read last was made. */
  long timeNs() {
    return timeNs;
  }

  /** Whether it has found the segment once. */
  boolean isAttached() {
    return reader != null;
  }

  /** The version of the value read last, 0 before the first. */
  long version() {
    return reader == null ? 0 : reader.lastReadVersion();
  }

  /** The generation of the file it is attached to. */
  long generation() {
    return reader.info().owner().generation();
  }

  ReadTally tally() {
    return new ReadTally(reads, torn, backwards, noValue, overtaken);
  }

  @Override
  public void close() {
    memory.close();
  }
}
