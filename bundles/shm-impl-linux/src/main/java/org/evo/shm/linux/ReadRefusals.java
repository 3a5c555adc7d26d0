// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import org.evo.shm.error.CorruptException;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.error.WriterDeadException;
import org.evo.shm.linux.protocol.RetryBound;
import org.evo.shm.linux.protocol.SeqlockReader;

/** Says of one reader why there is nothing to read. */
final class ReadRefusals {

  private final String name;
  private final SeqlockReader seqlock;

  ReadRefusals(String name, SeqlockReader seqlock) {
    this.name = name;
    this.seqlock = seqlock;
  }

  NoValueYetException noValueYet() {
    return new NoValueYetException(
        name, "nothing has been committed yet", "wait until its writer commits, see hasValue");
  }

  WriterDeadException writerDead() {
    return new WriterDeadException(
        name,
        "its writer died inside a write and left half a value",
        "start the writer again; a slotted segment would have kept the last value");
  }

  VersionConflictException overtaken(int attempts) {
    return new VersionConflictException(
        name,
        "the writer overtook "
            + attempts
            + " attempts within "
            + RetryBound.MAX_US
            + " microseconds",
        "read again, or give the segment more slots");
  }

  CorruptException impossibleLength() {
    return new CorruptException(
        name,
        "it claims a payload of "
            + seqlock.payloadBytes()
            + " bytes in slots of "
            + seqlock.capacityBytes(),
        "restart its writer");
  }

  CorruptException wrongChecksum() {
    return new CorruptException(
        name,
        "the checksum of value "
            + seqlock.selectedVersion()
            + " does not fit: "
            + seqlock.comparison(),
        "find what writes to its file; the next value is checked anew");
  }

  ResourceExhaustedException noHeapToCheck(OutOfMemoryError cause) {
    return new ResourceExhaustedException(
        name,
        ShmException.NO_ERRNO,
        "there is no heap for the " + seqlock.capacityBytes() + " bytes of a checked value",
        "raise -Xmx, or read whole values to arrays",
        cause);
  }

  InvalidRangeException noRoom(int available, int offset, int length) {
    return new InvalidRangeException(
        name,
        length + " bytes do not fit the " + available + " of the destination from " + offset,
        "offer " + seqlock.capacityBytes() + " bytes");
  }

  InvalidRangeException outOfPayload(long offset, int length, int payload) {
    return new InvalidRangeException(
        name,
        length + " bytes at " + offset + " leave the payload of " + payload,
        "stay within 0 to " + payload);
  }
}
