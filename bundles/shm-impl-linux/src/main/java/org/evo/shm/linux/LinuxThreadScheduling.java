// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.BitSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.IoException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.PosixException;
import org.evo.shm.linux.posix.ThreadSchedule;
import org.evo.shm.spi.ThreadScheduling;

/** Scheduling by the kernel's calls on threads. Stateless and thread-safe. */
public final class LinuxThreadScheduling implements ThreadScheduling {

  private static final int MIN_PRIORITY = 1;
  private static final int MAX_PRIORITY = 99;
  private static final int MAX_CPU = 8191;

  private final ThreadSchedule thread = new ThreadSchedule();

  @Override
  public void setPolicy(Policy policy, int priority) {
    int least = policy == Policy.OTHER ? 0 : MIN_PRIORITY;
    int most = policy == Policy.OTHER ? 0 : MAX_PRIORITY;
    if (priority < least || priority > most) {
      throw new InvalidRangeException(
          "priority",
          priority + " is none of " + policy,
          least == most ? "give none" : "choose " + least + " to " + most);
    }
    try {
      thread.setPolicy(number(policy), priority);
    } catch (PosixException e) {
      throw failure(policy + " " + priority, e);
    }
  }

  @Override
  public void setCpus(Set<Integer> cpus) {
    BitSet wanted = new BitSet();
    for (int cpu : cpus) {
      if (cpu < 0 || cpu > MAX_CPU) {
        throw noSuchCpus(cpus);
      }
      wanted.set(cpu);
    }
    try {
      thread.setCpus(wanted);
    } catch (PosixException e) {
      throw e.errno() == Errno.EINVAL ? noSuchCpus(cpus) : failure("processors " + cpus, e);
    }
  }

  @Override
  public Schedule current() {
    try {
      Set<Integer> cpus = thread.cpus().stream().boxed().collect(Collectors.toSet());
      return new Schedule(policy(thread.policy()), thread.priority(), cpus);
    } catch (PosixException e) {
      throw failure("this thread", e);
    }
  }

  private static int number(Policy policy) {
    return switch (policy) {
      case OTHER -> ThreadSchedule.SCHED_OTHER;
      case FIFO -> ThreadSchedule.SCHED_FIFO;
      case RR -> ThreadSchedule.SCHED_RR;
    };
  }

  /** The kernel has more, for batches and for idle time: ordinary ones, as far as we go. */
  private static Policy policy(int number) {
    return switch (number) {
      case ThreadSchedule.SCHED_FIFO -> Policy.FIFO;
      case ThreadSchedule.SCHED_RR -> Policy.RR;
      default -> Policy.OTHER;
    };
  }

  private static ShmException noSuchCpus(Set<Integer> cpus) {
    return new InvalidRangeException(
        "cpus",
        "this process may use none of the processors " + cpus,
        "see Cpus_allowed_list in /proc/self/status");
  }

  private static ShmException failure(String wanted, PosixException cause) {
    String reason = wanted + " is not granted: " + cause.getMessage();
    return switch (cause.errno()) {
      case Errno.EPERM, Errno.EACCES ->
          new PermissionDeniedException(
              "scheduling",
              cause.errno(),
              reason,
              "give the process CAP_SYS_NICE, or its user a limit of real-time priority (rtprio)",
              cause);
      case Errno.ENOSYS ->
          new UnsupportedException(
              "scheduling", cause.errno(), reason, "use a kernel that has this call", cause);
      default ->
          new IoException(
              "scheduling", cause.errno(), reason, "see the system's log for this error", cause);
    };
  }
}
