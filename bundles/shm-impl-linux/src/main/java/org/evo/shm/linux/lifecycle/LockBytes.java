// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.util.random.RandomGenerator;

/** Which bytes of a data file are locked for what; all far beyond any data. */
final class LockBytes {

  /** The owner's byte. */
  static final long OWNER = 1L << 62;

  /** Readers are somewhere behind {@link #OWNER}, each process from a base of its own. */
  static final long FIRST_READER = OWNER + 1;

  /** Room for the readers of one process. */
  static final long READERS_PER_PROCESS = 1L << 20;

  private static final long BASES = 1L << 41;

  private LockBytes() {}

  /** A base that no other process has, but for a chance of one in 2^41. */
  static long randomReaderBase(RandomGenerator random) {
    return OWNER + random.nextLong(1, BASES) * READERS_PER_PROCESS;
  }
}
