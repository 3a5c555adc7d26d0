// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;

/** Whether numbers of processes are in use. /proc need not show all of them; see kill(2). */
public final class ProcessNumber {

  private static final int NO_SIGNAL = 0;

  private ProcessNumber() {}

  /**
   * Whether there is a process of this number in our PID namespace, of whatever user, a zombie too.
   * Timing: cold, about a microsecond.
   */
  public static boolean isInUse(int pid) {
    // The others mean groups of processes.
    if (pid <= 0) {
      return false;
    }
    try {
      LibC.kill(pid, NO_SIGNAL);
      return true;
    } catch (LastErrorException e) {
      return e.getErrorCode() != Errno.ESRCH;
    }
  }
}
