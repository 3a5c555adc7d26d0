// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

/**
 * What the place of a lock says of the process that took it, in this boot.
 *
 * @param pid its id in its PID namespace
 * @param startTicks the low bits of its start time, see {@link ProcessIdentity#startTicks}
 * @param startTicksBits how many of them
 * @param pidNamespaceTag the low 28 bits of the inode of its PID namespace
 */
public record LockTaker(int pid, long startTicks, int startTicksBits, long pidNamespaceTag) {

  private static final long TAG_MASK = (1L << 28) - 1;

  /** Whether it can only have been this process. */
  public boolean is(ProcessIdentity process) {
    return pid == process.pid() && isIn(process.pidNamespace()) && startedAt(process.startTicks());
  }

  boolean isIn(long pidNamespace) {
    return (pidNamespace & TAG_MASK) == pidNamespaceTag;
  }

  boolean startedAt(long ticks) {
    return (ticks & (1L << startTicksBits) - 1) == startTicks;
  }
}
