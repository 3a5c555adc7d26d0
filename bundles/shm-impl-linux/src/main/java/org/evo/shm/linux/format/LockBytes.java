// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.evo.shm.linux.identity.LockTaker;
import org.evo.shm.linux.identity.ProcessIdentity;

/**
 * Which bytes of a file are locked for what, all far beyond any data. Where the lock of an owner
 * and an announcement begin and end says who took it, at once with taking it:
 *
 * <pre>
 *  2^60 + ((pid &lt;&lt; 28 | namespace) &lt;&lt; 10)     announcement, 1 + (start ticks mod 2^10) bytes
 *  2^62 - (start ticks mod 2^33 &lt;&lt; 28 | namespace)   first byte of an owner's lock
 *  2^62 + pid                                     its last byte
 *  2^62 + r * 2^20, r from 8                      readers of a process, one byte a handle
 * </pre>
 *
 * <p>The namespace is the low 28 bits of the inode of the PID namespace. Locks do not survive a
 * boot, so nothing says which it was. A lock of byte 2^62 from which no process can be read is of
 * an unknown taker.
 */
public final class LockBytes {

  /** The byte that every owner's lock covers. */
  public static final long OWNER_OFFSET = 1L << 62;

  /** Where announcements begin. */
  public static final long ANNOUNCEMENT_OFFSET = 1L << 60;

  /** How many bytes may be locked as announcements. */
  public static final long ANNOUNCEMENT_LENGTH = 1L << 60;

  /** Width of a pid: no Linux has more. */
  public static final int PID_BITS = 22;

  /** Width of what is kept of a PID namespace's inode. */
  public static final int NAMESPACE_BITS = 28;

  /** Width of what an owner's lock keeps of a start time. */
  public static final int OWNER_TICKS_BITS = 33;

  /** Width of what an announcement keeps of a start time. */
  public static final int ANNOUNCEMENT_TICKS_BITS = 10;

  /** The first byte that readers lock. */
  public static final long READER_OFFSET = 1L << 62 | 1L << 23;

  /** Room for the readers of one process. */
  public static final long READER_STEP = 1L << 20;

  /** The bases of readers, in steps behind {@link #OWNER_OFFSET}, end here. */
  public static final long READER_BASES = 1L << 41;

  private static final long FIRST_BASE = (READER_OFFSET - OWNER_OFFSET) / READER_STEP;

  private LockBytes() {}

  /** What {@code process} locks as an owner. */
  public static ByteRange owner(ProcessIdentity process) {
    long before =
        low(process.startTicks(), OWNER_TICKS_BITS) << NAMESPACE_BITS | namespace(process);
    return new ByteRange(OWNER_OFFSET - before, before + process.pid() + 1);
  }

  /** Who took a lock that covers {@link #OWNER_OFFSET}; empty for unknown. */
  public static Optional<LockTaker> ownerOf(ByteRange lock) {
    long before = OWNER_OFFSET - lock.start();
    long pid = lock.end() - OWNER_OFFSET - 1;
    if (before < 0 || before >>> OWNER_TICKS_BITS + NAMESPACE_BITS != 0) {
      return Optional.empty();
    }
    return taker(pid, before >>> NAMESPACE_BITS, OWNER_TICKS_BITS, before);
  }

  /** What {@code process} locks before it replaces or removes a file that is held by an heir. */
  public static ByteRange announcement(ProcessIdentity process) {
    long who = (long) process.pid() << NAMESPACE_BITS | namespace(process);
    return new ByteRange(
        ANNOUNCEMENT_OFFSET + (who << ANNOUNCEMENT_TICKS_BITS),
        1 + low(process.startTicks(), ANNOUNCEMENT_TICKS_BITS));
  }

  /** Whose announcement a lock is; empty for unknown. */
  public static Optional<LockTaker> announcerOf(ByteRange lock) {
    long who = lock.start() - ANNOUNCEMENT_OFFSET >>> ANNOUNCEMENT_TICKS_BITS;
    long ticks = lock.length() - 1;
    return ticks >>> ANNOUNCEMENT_TICKS_BITS != 0
        ? Optional.empty()
        : taker(who >>> NAMESPACE_BITS, ticks, ANNOUNCEMENT_TICKS_BITS, who);
  }

  private static Optional<LockTaker> taker(long pid, long ticks, int ticksBits, long namespace) {
    return pid <= 0 || pid >>> PID_BITS != 0
        ? Optional.empty()
        : Optional.of(new LockTaker((int) pid, ticks, ticksBits, low(namespace, NAMESPACE_BITS)));
  }

  private static long namespace(ProcessIdentity process) {
    return low(process.pidNamespace(), NAMESPACE_BITS);
  }

  private static long low(long value, int bits) {
    return value & (1L << bits) - 1;
  }

  /** A base that no other process has, but for a chance of one in 2^41. */
  public static long randomReaderBase(RandomGenerator random) {
    return OWNER_OFFSET + random.nextLong(FIRST_BASE, READER_BASES) * READER_STEP;
  }
}
