// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How the kernel schedules a thread. Every call concerns the thread that makes it, and no thread
 * that this one starts inherits the policy. Stateless and thread-safe. Timing: cold, some
 * microseconds.
 */
@ProviderType
public interface ThreadScheduling {

  /**
   * Puts the calling thread under a policy.
   *
   * @param priority 1 to 99 for {@link Policy#FIFO} and {@link Policy#RR}, 0 for {@link
   *     Policy#OTHER}
   * @throws org.evo.shm.error.InvalidRangeException when the priority is none of the policy's
   * @throws org.evo.shm.error.PermissionDeniedException when the kernel does not grant it; the
   *     thread goes on as before
   * @throws org.evo.shm.error.ShmException when it fails otherwise, with the errno
   */
  void setPolicy(Policy policy, int priority);

  /**
   * Lets the calling thread run on these processors only. What threads it starts later, they
   * inherit.
   *
   * @param cpus their numbers; empty for all that this process may use
   * @throws org.evo.shm.error.InvalidRangeException when this process may use none of them
   * @throws org.evo.shm.error.ShmException when it fails otherwise, with the errno
   */
  void setCpus(Set<Integer> cpus);

  /** What is in force for the calling thread, as the kernel says it. */
  Schedule current();

  /** How a thread gets a processor, see sched(7). */
  enum Policy {
    /** The ordinary one: threads share. */
    OTHER,

    /** Before all others, until it waits. */
    FIFO,

    /** The same, in turns with those of its own priority. */
    RR
  }

  /**
   * How a thread is scheduled. Immutable.
   *
   * @param policy its policy
   * @param priority 0 for {@link Policy#OTHER}
   * @param cpus the numbers of the processors it may run on
   */
  record Schedule(Policy policy, int priority, Set<Integer> cpus) {

    public Schedule {
      cpus = Set.copyOf(cpus);
    }
  }
}
