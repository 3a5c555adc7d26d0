// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Epoll;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.PidFd;
import org.evo.shm.linux.posix.PosixException;
import org.evo.shm.spi.ProcessWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when processes end: a pidfd for each and one thread, which runs while any is watched and
 * sleeps in the kernel. Thread-safe.
 */
final class ProcessEnds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessEnds.class);
  private static final long END_MS = TimeUnit.SECONDS.toMillis(5);

  /** Opens processes. */
  @FunctionalInterface
  interface Opener {
    PidFd open(int pid) throws PosixException;
  }

  private final ProcessTable processes;
  private final Opener opener;
  private final Map<ProcessIdentity, WatchedProcess> watched = new HashMap<>();
  private final Map<Long, ProcessIdentity> byToken = new HashMap<>();

  /** Those who asked for processes that had ended already; the thread tells them, too. */
  private final Set<EndWatch> late = new LinkedHashSet<>();

  private final Set<Integer> reported = new HashSet<>();
  private long lastToken;
  private Epoll epoll;

  /** The last one that was started: it runs while there is an epoll, and ends after that. */
  private Thread thread;

  private boolean closed;

  ProcessEnds(ProcessTable processes, Opener opener) {
    this.processes = processes;
    this.opener = opener;
  }

  /**
   * Starts watching.
   *
   * @param ended called once by the thread, soon when the process has ended already
   * @return empty when it cannot be watched
   */
  synchronized Optional<ProcessWatch.Watch> watch(ProcessIdentity process, Runnable ended) {
    if (closed) {
      return Optional.empty();
    }
    EndWatch mine = new EndWatch(process, ended, this::forget);
    WatchedProcess known = watched.get(process);
    if (known != null) {
      known.watches().add(mine);
      return Optional.of(mine);
    }
    try {
      boolean good =
          switch (processes.presence(process)) {
            case INVISIBLE -> false;
            case ENDED -> tellLate(mine);
            case RUNNING, EXITING -> begin(mine);
          };
      return good ? Optional.of(mine) : Optional.empty();
    } catch (PosixException e) {
      if (reported.add(e.errno())) {
        LOG.warn("ends of processes are found by looking only: {}", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private boolean tellLate(EndWatch mine) throws PosixException {
    startThread();
    late.add(mine);
    epoll.wake();
    return true;
  }

  private boolean begin(EndWatch mine) throws PosixException {
    PidFd descriptor;
    try {
      descriptor = opener.open(mine.process().pid());
    } catch (PosixException e) {
      if (e.errno() == Errno.ESRCH) {
        return tellLate(mine);
      }
      throw e;
    }
    boolean kept = false;
    try {
      // Only now: until it was opened the number could have become another process's.
      if (processes.confirms(mine.process())) {
        add(mine, descriptor);
        kept = true;
        return true;
      }
      return processes.presence(mine.process()) == ProcessTable.Presence.ENDED && tellLate(mine);
    } finally {
      if (!kept) {
        descriptor.close();
      }
    }
  }

  private void add(EndWatch mine, PidFd descriptor) throws PosixException {
    startThread();
    WatchedProcess process = new WatchedProcess(++lastToken, descriptor);
    epoll.add(descriptor, process.token());
    process.watches().add(mine);
    watched.put(mine.process(), process);
    byToken.put(process.token(), mine.process());
  }

  private void startThread() throws PosixException {
    if (epoll != null) {
      return;
    }
    Epoll opened = Epoll.open();
    boolean started = false;
    try {
      Thread starting = new Thread(() -> run(opened), "evo-shm-processes");
      starting.setDaemon(true);
      // Not that of whoever happens to ask first: it would be kept alive.
      starting.setContextClassLoader(ProcessEnds.class.getClassLoader());
      starting.start();
      thread = starting;
      epoll = opened;
      started = true;
    } finally {
      // There may be no more threads; who asks next tries again.
      if (!started) {
        opened.close();
      }
    }
  }

  private void run(Epoll waiting) {
    try {
      while (goesOn(waiting)) {
        ended(waiting.await()).forEach(EndWatch::tell);
      }
    } catch (PosixException | RuntimeException | Error e) {
      // Errors too, there may be no memory: nobody must wait for what will never come.
      LOG.error("ends of processes are found by looking only from now on", e);
      giveUp().forEach(EndWatch::tell);
      goesOn(waiting);
    }
  }

  /** False when there is nothing more to do: the thread ends. */
  private synchronized boolean goesOn(Epoll waiting) {
    boolean on = !closed && !(watched.isEmpty() && late.isEmpty());
    if (!on) {
      waiting.close();
      epoll = null;
    }
    return on;
  }

  private synchronized List<EndWatch> ended(long... tokens) {
    List<EndWatch> told = new ArrayList<>(late);
    late.clear();
    for (long token : tokens) {
      ProcessIdentity process = byToken.get(token);
      // Not there any more: its last watch was closed meanwhile.
      if (process != null) {
        told.addAll(drop(process).watches());
      }
    }
    return told;
  }

  /** Nobody is watched any more, but all of them are to be looked at once. */
  private synchronized List<EndWatch> giveUp() {
    closed = true;
    List<EndWatch> all = new ArrayList<>(late);
    late.clear();
    List.copyOf(watched.keySet()).forEach(process -> all.addAll(drop(process).watches()));
    return all;
  }

  private WatchedProcess drop(ProcessIdentity identity) {
    WatchedProcess process = watched.remove(identity);
    byToken.remove(process.token());
    try {
      epoll.remove(process.descriptor());
    } catch (PosixException e) {
      LOG.warn("process {} is still waited for: {}", identity.pid(), e.getMessage());
    }
    process.descriptor().close();
    return process;
  }

  private synchronized void forget(EndWatch watch) {
    WatchedProcess process = watched.get(watch.process());
    if (process != null && process.watches().remove(watch) && process.watches().isEmpty()) {
      drop(watch.process());
    }
    late.remove(watch);
    if (watched.isEmpty() && epoll != null) {
      epoll.wake();
    }
  }

  /** Nobody is told of anything any more. Ends the thread and waits for it, bounded. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      giveUp();
      running = thread;
      if (epoll != null) {
        epoll.wake();
      }
    }
    if (running != null && running != Thread.currentThread()) {
      join(running);
    }
  }

  private static void join(Thread running) {
    try {
      running.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
