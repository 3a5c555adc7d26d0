// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.evo.shm.linux.posix.ProcessNumber;

/**
 * Asks /proc whether a process that left its identity somewhere still runs. Thread-safe.
 *
 * <p>It can judge processes of its own boot and PID namespace only; of others nothing is said.
 */
public final class ProcessTable {

  /** What can be said of a recorded process. */
  public enum Presence {
    /** It runs, is stopped, or is there and cannot be examined. */
    RUNNING,
    /** It has been killed or is exiting, and may hold locks for a moment longer. */
    EXITING,
    /**
     * It is gone: an earlier boot, no such pid, not reaped yet but nothing else, or another process
     * is seen to have that pid.
     */
    ENDED,
    /** It belongs to another PID namespace, or the /proc here does. */
    INVISIBLE
  }

  private final Path proc;
  private final ProcessIdentity self;

  /** False in a PID namespace that still sees the /proc of another one. */
  private final boolean ownProc;

  /** The table of this process's own namespace. */
  public ProcessTable() {
    this.proc = Path.of("/proc");
    this.self = readSelf();
    this.ownProc = isOwnProc();
  }

  /** This process. */
  public ProcessIdentity self() {
    return self;
  }

  /** Whether {@code process} still runs. Timing: cold, about 40 microseconds. */
  public Presence presence(ProcessIdentity process) {
    if (!process.boot().equals(self.boot())) {
      return Presence.ENDED;
    }
    if (process.equals(self)) {
      return Presence.RUNNING;
    }
    if (process.pidNamespace() != self.pidNamespace() || !ownProc) {
      return Presence.INVISIBLE;
    }
    return judge(process.pid(), ticks -> ticks == process.startTicks());
  }

  /**
   * Whether it is certain that {@code process} has its number still, running or not yet reaped.
   * Timing: cold, about 20 microseconds.
   */
  public boolean confirms(ProcessIdentity process) {
    if (!process.boot().equals(self.boot())
        || process.pidNamespace() != self.pidNamespace()
        || !ownProc) {
      return false;
    }
    try {
      return ProcessStat.read(proc.resolve(Integer.toString(process.pid())))
          .filter(stat -> stat.startTicks() == process.startTicks())
          .isPresent();
    } catch (UncheckedIOException e) {
      // There is one of that number, and it cannot be said which.
      return false;
    }
  }

  /** Whether the taker of a lock still runs. Timing: cold, about 40 microseconds. */
  public Presence presence(LockTaker taker) {
    if (taker.pid() == self.pid()
        && taker.isIn(self.pidNamespace())
        && taker.startedAt(self.startTicks())) {
      return Presence.RUNNING;
    }
    if (!taker.isIn(self.pidNamespace()) || !ownProc) {
      return Presence.INVISIBLE;
    }
    return judge(taker.pid(), taker::startedAt);
  }

  private Presence judge(int pid, LongPredicate startedAt) {
    try {
      Path directory = proc.resolve(Integer.toString(pid));
      Optional<ProcessStat> stat = ProcessStat.read(directory);
      if (stat.isEmpty()) {
        // Not shown is not ended: /proc may be mounted with hidepid.
        return ProcessNumber.isInUse(pid) ? Presence.RUNNING : Presence.ENDED;
      }
      if (stat.get().ended() || !startedAt.test(stat.get().startTicks())) {
        return Presence.ENDED;
      }
      boolean dying = stat.get().exiting() || ProcessStat.killPending(directory);
      return dying ? Presence.EXITING : Presence.RUNNING;
    } catch (UncheckedIOException e) {
      // It is there and cannot be examined: nothing may be taken from it.
      return Presence.RUNNING;
    }
  }

  private boolean isOwnProc() {
    try {
      String listed = Files.readSymbolicLink(proc.resolve("self")).toString();
      return listed.equals(Integer.toString(self.pid()));
    } catch (IOException e) {
      throw new UncheckedIOException("/proc is needed to tell processes apart", e);
    }
  }

  private ProcessIdentity readSelf() {
    try {
      // readAllLines: a single read of these files may return a part only.
      String boot = Files.readAllLines(proc.resolve("sys/kernel/random/boot_id")).get(0);
      long namespace =
          ((Number) Files.getAttribute(proc.resolve("self/ns/pid"), "unix:ino")).longValue();
      ProcessStat stat =
          ProcessStat.read(proc.resolve("self"))
              .orElseThrow(() -> new IOException("/proc/self/stat cannot be read"));
      int pid = (int) ProcessHandle.current().pid();
      return new ProcessIdentity(BootId.parse(boot), namespace, pid, stat.startTicks());
    } catch (IOException e) {
      throw new UncheckedIOException("/proc is needed to tell processes apart", e);
    }
  }
}
