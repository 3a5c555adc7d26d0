// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;
import org.evo.shm.linux.protocol.RetryBound;
import org.evo.shm.linux.protocol.SeqlockReader;

/**
 * The reader handle: repeats attempts within their bounds, follows the segment to its next
 * generation, and says why there is nothing to read.
 *
 * <p>Close from another thread moves the handle to memory that is retired for good; the attempt
 * under way fails, and the next look finds the handle closed. So the hot path asks nothing.
 */
final class LinuxSegmentReader implements SegmentReader, HandleWatch.Watched {

  private final String name;
  private final RecordLayout expected;
  private final Consumer<AutoCloseable> onClose;
  private final HandleWatch watch;
  private final CurrentGeneration generation;
  private final SeqlockReader seqlock;
  private final ReadRefusals refusals;
  private final RetryBound bound = new RetryBound();

  LinuxSegmentReader(
      LinuxPlatform platform, String name, RecordLayout expected, Consumer<AutoCloseable> onClose) {
    this.name = name;
    this.expected = expected;
    this.onClose = onClose;
    this.watch = platform.watch();
    this.generation = new CurrentGeneration(platform, name, expected);
    this.seqlock = new SeqlockReader(generation.memory());
    this.refusals = new ReadRefusals(name, seqlock);
    try {
      watch.add(this);
    } catch (RuntimeException | OutOfMemoryError e) {
      generation.close(seqlock);
      throw e;
    }
  }

  @Override
  public void check(long tick) {
    generation.check(seqlock, tick);
  }

  @Override
  public String segment() {
    return name;
  }

  @Override
  public int capacityBytes() {
    return seqlock.capacityBytes();
  }

  @Override
  public int read(byte[] dst) {
    return read(dst, 0);
  }

  @Override
  public int read(byte[] dst, int dstOffset) {
    if (dstOffset < 0 || dstOffset > dst.length) {
      throw refusals.noRoom(dst.length, dstOffset, 0);
    }
    try {
      int length = seqlock.attempt(dst, dstOffset);
      return length >= 0 ? length : readAgain(dst, dstOffset);
    } catch (InternalError e) {
      throw generation.explain(e, seqlock);
    }
  }

  /**
   * Finds out what kept the first attempt from succeeding. Every other attempt is the ordinary one:
   * it is the code that is compiled, and anything slower would be overtaken for ever by a writer at
   * full speed.
   */
  private int readAgain(byte[] dst, int dstOffset) {
    int room = dst.length - dstOffset;
    while (true) {
      long stamp = seqlock.select();
      if (stamp != SeqlockReader.NONE) {
        seqlock.copy(0, dst, dstOffset, Math.min(room, seqlock.payloadBytes()));
        if (seqlock.accept(stamp)) {
          return checked(dst, dstOffset, delivered(room));
        }
      }
      again();
      int length = seqlock.attempt(dst, dstOffset);
      if (length >= 0) {
        bound.reset();
        return length;
      }
    }
  }

  @Override
  public int read(ByteBuffer dst) {
    try {
      return copyTo(dst);
    } catch (InternalError e) {
      throw generation.explain(e, seqlock);
    }
  }

  private int copyTo(ByteBuffer dst) {
    int room = dst.remaining();
    while (true) {
      long stamp = seqlock.select();
      if (stamp != SeqlockReader.NONE && seqlock.isChecksummed()) {
        if (keep(stamp)) {
          int length = delivered(room);
          dst.put(seqlock.kept(), 0, length);
          return length;
        }
      } else if (stamp != SeqlockReader.NONE) {
        seqlock.copy(dst, dst.position(), Math.min(room, seqlock.payloadBytes()));
        if (seqlock.accept(stamp)) {
          int length = delivered(room);
          dst.position(dst.position() + length);
          return length;
        }
      }
      again();
    }
  }

  @Override
  public void readRange(long offset, byte[] dst, int dstOffset, int length) {
    if ((dstOffset | length) < 0 || dstOffset > dst.length - length) {
      throw refusals.noRoom(dst.length, dstOffset, length);
    }
    try {
      copyRange(offset, dst, dstOffset, length);
    } catch (InternalError e) {
      throw generation.explain(e, seqlock);
    }
  }

  private void copyRange(long offset, byte[] dst, int dstOffset, int length) {
    if (seqlock.isRetired()) {
      generation.follow(seqlock);
    }
    if (offset < 0 || offset > (long) seqlock.capacityBytes() - length) {
      throw refusals.outOfPayload(offset, length, seqlock.capacityBytes());
    }
    while (true) {
      long stamp = seqlock.select();
      if (stamp != SeqlockReader.NONE && tryRange(stamp, (int) offset, dst, dstOffset, length)) {
        int payload = delivered(Integer.MAX_VALUE);
        if (offset > payload - length) {
          throw refusals.outOfPayload(offset, length, payload);
        }
        return;
      }
      again();
    }
  }

  /** One attempt. */
  private boolean tryRange(long stamp, int offset, byte[] dst, int dstOffset, int length) {
    if (!seqlock.isChecksummed()) {
      seqlock.copy(offset, dst, dstOffset, length);
      return seqlock.accept(stamp);
    }
    boolean kept = keep(stamp);
    if (kept) {
      System.arraycopy(seqlock.kept(), offset, dst, dstOffset, length);
    }
    return kept;
  }

  /**
   * One attempt to copy a checksummed value to memory of our own, whole: no part of it can be
   * checked by itself.
   */
  private boolean keep(long stamp) {
    byte[] room = roomToKeep();
    seqlock.copy(0, room, 0, seqlock.payloadBytes());
    if (!seqlock.accept(stamp)) {
      return false;
    }
    checked(room, 0, delivered(Integer.MAX_VALUE));
    seqlock.keep();
    return true;
  }

  private byte[] roomToKeep() {
    try {
      return seqlock.room();
    } catch (OutOfMemoryError e) {
      throw refusals.noHeapToCheck(e);
    }
  }

  /** The length of a value in an array that was found valid, if its checksum fits. */
  private int checked(byte[] copy, int offset, int length) {
    if (seqlock.isChecksummed() && !seqlock.fits(copy, offset)) {
      generation.requireWhole(seqlock);
      throw refusals.wrongChecksum();
    }
    return length;
  }

  @Override
  public long beginRead() {
    // A zero-copy attempt that failed counts, so that the caller's loop is bounded as well.
    try {
      if (bound.failures() != 0) {
        again();
      }
      while (true) {
        long stamp = seqlock.select();
        if (stamp != SeqlockReader.NONE && holdsSaneValue(stamp)) {
          return stamp;
        }
        again();
      }
    } catch (InternalError e) {
      throw generation.explain(e, seqlock);
    }
  }

  /** What is found missing or damaged counts only if the attempt was valid. */
  private boolean holdsSaneValue(long stamp) {
    return seqlock.isOrdinary() && viewIsWhole() || examine(stamp);
  }

  private boolean examine(long stamp) {
    if (seqlock.isChecksummed() && !keep(stamp)) {
      return false;
    }
    boolean good = seqlock.holdsValue() && viewIsWhole();
    if (!good && seqlock.validate(stamp)) {
      delivered(Integer.MAX_VALUE);
      throw refusals.impossibleLength();
    }
    return good;
  }

  private boolean viewIsWhole() {
    return seqlock.lengthIsSane()
        && (expected == null || seqlock.payloadBytes() >= expectedBytes());
  }

  /** Optional fields at the end may be absent; then the writer's record is shorter. */
  private int expectedBytes() {
    return Math.min(expected.sizeBytes(), seqlock.capacityBytes());
  }

  @Override
  public RecordView view() {
    return seqlock.view();
  }

  @Override
  public int payloadBytes() {
    return seqlock.payloadBytes();
  }

  @Override
  public boolean validate(long stamp) {
    try {
      if (seqlock.confirm(stamp)) {
        bound.reset();
        return true;
      }
    } catch (InternalError e) {
      throw generation.explain(e, seqlock);
    }
    if (bound.failures() == 0) {
      bound.failed();
    }
    return false;
  }

  @Override
  public boolean hasChanged() {
    return version() != seqlock.lastVersion();
  }

  @Override
  public boolean hasValue() {
    try {
      if (seqlock.isRetired()) {
        generation.follow(seqlock);
      }
      return seqlock.seesValue();
    } catch (InternalError e) {
      throw generation.explain(e, seqlock);
    }
  }

  @Override
  public long version() {
    try {
      return seqlock.version();
    } catch (InternalError e) {
      throw generation.explain(e, seqlock);
    }
  }

  @Override
  public long lastReadVersion() {
    return seqlock.lastVersion();
  }

  @Override
  public long commitTimeNs() {
    return seqlock.commitTimeNs();
  }

  @Override
  public long ageNs() {
    long timeNs = newestCommitTimeNs();
    return timeNs <= 0 ? UNKNOWN_AGE_NS : Math.max(0, System.nanoTime() - timeNs);
  }

  private long newestCommitTimeNs() {
    try {
      if (seqlock.isRetired()) {
        generation.follow(seqlock);
      }
      return seqlock.newestCommitTimeNs();
    } catch (InternalError e) {
      throw generation.explain(e, seqlock);
    }
  }

  @Override
  public long retries() {
    return bound.retries();
  }

  @Override
  public SegmentInfo info() {
    return generation.info();
  }

  @Override
  public boolean isOpen() {
    return generation.isOpen();
  }

  @Override
  public void close() {
    onClose.accept(this);
    watch.remove(this);
    generation.close(seqlock);
  }

  /** The length of a value that was found valid, or why there is none. */
  private int delivered(int room) {
    bound.reset();
    if (!seqlock.holdsValue()) {
      generation.requireWhole(seqlock);
      throw refusals.noValueYet();
    }
    if (!seqlock.lengthIsSane()) {
      generation.requireWhole(seqlock);
      throw refusals.impossibleLength();
    }
    int length = seqlock.payloadBytes();
    if (length > room) {
      throw refusals.noRoom(room, 0, length);
    }
    return length;
  }

  /** After a failed attempt: follows, waits a moment, or gives up. */
  private void again() {
    if (seqlock.isRetired()) {
      bound.reset();
      generation.follow(seqlock);
    } else if (bound.failed()) {
      Thread.onSpinWait();
    } else {
      ShmException failure = giveUp();
      // It may have been retired while its writer was asked for.
      if (!seqlock.isRetired()) {
        throw failure;
      }
      generation.follow(seqlock);
    }
  }

  private ShmException giveUp() {
    int attempts = bound.failures();
    generation.requireWhole(seqlock);
    bound.reset();
    if (seqlock.slots() == 1 && seqlock.isOdd() && generation.writerIsGone()) {
      return refusals.writerDead();
    }
    return seqlock.awaitsFirstValue() ? refusals.noValueYet() : refusals.overtaken(attempts);
  }

  @Override
  public String toString() {
    return "reader of " + name;
  }
}
