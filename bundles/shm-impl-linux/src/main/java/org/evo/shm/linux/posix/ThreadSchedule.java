// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/** How the kernel schedules the calling thread, see sched(7). Stateless and thread-safe. */
public final class ThreadSchedule {

  public static final int SCHED_OTHER = 0;
  public static final int SCHED_FIFO = 1;
  public static final int SCHED_RR = 2;

  /** Threads that this one starts get the ordinary policy. */
  private static final int SCHED_RESET_ON_FORK = 0x4000_0000;

  /** The calling thread, not the process: these calls are about threads. */
  private static final int THIS_THREAD = 0;

  /** Room for 8192 processors: the kernel refuses to say if there may be more than fit. */
  private static final int MASK_BYTES = 1024;

  private static final int INT_BYTES = 4;

  /** Puts the calling thread under a policy. */
  public void setPolicy(int policy, int priority) throws PosixException {
    byte[] parameters =
        ByteBuffer.allocate(INT_BYTES).order(ByteOrder.nativeOrder()).putInt(priority).array();
    Posix.deliverErrors();
    try {
      LibC.sched_setscheduler(THIS_THREAD, policy | SCHED_RESET_ON_FORK, parameters);
    } catch (LastErrorException e) {
      throw new PosixException("sched_setscheduler", "priority " + priority, e.getErrorCode());
    }
  }

  /** One of the constants above, or another of the kernel's. */
  public int policy() throws PosixException {
    try {
      return LibC.sched_getscheduler(THIS_THREAD) & ~SCHED_RESET_ON_FORK;
    } catch (LastErrorException e) {
      throw new PosixException("sched_getscheduler", "this thread", e.getErrorCode());
    }
  }

  /** 0 under the ordinary policy. */
  public int priority() throws PosixException {
    byte[] parameters = new byte[INT_BYTES];
    try {
      LibC.sched_getparam(THIS_THREAD, parameters);
    } catch (LastErrorException e) {
      throw new PosixException("sched_getparam", "this thread", e.getErrorCode());
    }
    return ByteBuffer.wrap(parameters).order(ByteOrder.nativeOrder()).getInt();
  }

  /**
   * Lets the calling thread run on these processors only; the kernel leaves out those that this
   * process may not use, and fails with EINVAL when none is left.
   *
   * @param cpus their numbers; empty for all
   */
  public void setCpus(BitSet cpus) throws PosixException {
    byte[] mask = new byte[MASK_BYTES];
    if (cpus.isEmpty()) {
      Arrays.fill(mask, (byte) 0xFF);
    } else {
      byte[] wanted = cpus.toByteArray();
      System.arraycopy(wanted, 0, mask, 0, Math.min(wanted.length, MASK_BYTES));
    }
    Posix.deliverErrors();
    try {
      LibC.sched_setaffinity(THIS_THREAD, MASK_BYTES, mask);
    } catch (LastErrorException e) {
      throw new PosixException("sched_setaffinity", "processors " + cpus, e.getErrorCode());
    }
  }

  /** The processors that the calling thread may run on. */
  public BitSet cpus() throws PosixException {
    byte[] mask = new byte[MASK_BYTES];
    try {
      LibC.sched_getaffinity(THIS_THREAD, MASK_BYTES, mask);
    } catch (LastErrorException e) {
      throw new PosixException("sched_getaffinity", "this thread", e.getErrorCode());
    }
    return BitSet.valueOf(mask);
  }
}
