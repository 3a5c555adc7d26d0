// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import java.util.LinkedHashSet;
import java.util.Set;
import org.evo.shm.linux.posix.PidFd;

/**
 * A process and who wants to know of its end: one descriptor, however many they are.
 *
 * @param token tells it apart
 * @param descriptor stands for it
 * @param watches who wants to know; changed by its owner only
 */
record WatchedProcess(long token, PidFd descriptor, Set<EndWatch> watches) {

  WatchedProcess(long token, PidFd descriptor) {
    this(token, descriptor, new LinkedHashSet<>());
  }
}
