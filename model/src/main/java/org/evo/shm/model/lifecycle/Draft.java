// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A state in the making: a copy that one step changes. Not shared. */
final class Draft {

  final List<DataFile> files;
  final List<LockFile> locks;
  final List<Integer> names;
  final List<Proc> processes;
  int lockName;
  ReaderState reader;
  LifecycleState.Budget budget;
  String fault;

  Draft(LifecycleState state) {
    files = new ArrayList<>(state.files());
    locks = new ArrayList<>(state.locks());
    names = new ArrayList<>(state.names());
    processes = new ArrayList<>(state.processes());
    lockName = state.lockName();
    reader = state.reader();
    budget = state.budget();
    fault = state.fault();
  }

  Proc process(int p) {
    return processes.get(p);
  }

  void set(int p, Proc next) {
    processes.set(p, next);
  }

  DataFile file(int f) {
    return files.get(f);
  }

  LockFile lock(int l) {
    return locks.get(l);
  }

  int add(DataFile file) {
    files.add(file);
    return files.size() - 1;
  }

  int temporary() {
    return names.size() - 1;
  }

  int paths() {
    return names.size() - 1;
  }

  boolean isAlive(int who) {
    return who >= 0 && who < processes.size() && process(who).pc() != Pc.DEAD;
  }

  boolean isNamed(int f) {
    return names.subList(0, paths()).contains(f);
  }

  /** Whether {@code f} is what a live process owns, or has parked and may come back for. */
  private boolean isPrecious(int f, int except) {
    for (int p = 0; p < processes.size(); p++) {
      if (p != except && process(p).owns() && process(p).mine() == f && isAlive(p)) {
        return true;
      }
    }
    DataFile file = file(f);
    return isParkedByAnother(file, except);
  }

  boolean isParkedByAnother(DataFile file, int process) {
    return file.state() == DataFile.State.PARKED
        && file.owner() != process
        && isAlive(file.owner());
  }

  /** Notes that {@code p} retires {@code f} or takes its name. */
  void destroys(int p, int f) {
    wrong(f >= 0 && isPrecious(f, p), "a process removes what another one owns or has parked");
  }

  /** Notes what must not happen, if it is the first. */
  void wrong(boolean happened, String what) {
    if (happened && fault.isEmpty()) {
      fault = what;
    }
  }

  /** Gives a file name a new meaning. */
  void name(int p, int path, int f) {
    if (path != temporary()) {
      destroys(p, names.get(path));
    }
    names.set(path, f);
  }

  /** The state, with what nobody can reach left out and files numbered as they are reached. */
  LifecycleState freeze() {
    Map<Integer, Integer> fileNumbers = new HashMap<>();
    Map<Integer, Integer> lockNumbers = new HashMap<>();
    List<DataFile> reachedFiles = new ArrayList<>();
    List<LockFile> reachedLocks = new ArrayList<>();
    List<Integer> newNames = new ArrayList<>();
    for (int f : names) {
      newNames.add(number(f, fileNumbers, files, reachedFiles));
    }
    int newLockName = number(lockName, lockNumbers, locks, reachedLocks);
    List<Proc> newProcesses = new ArrayList<>();
    for (Proc p : processes) {
      newProcesses.add(
          renumber(p, fileNumbers, reachedFiles)
              .lock(number(p.lock(), lockNumbers, locks, reachedLocks)));
    }
    List<Integer> listed = new ArrayList<>();
    for (int f : reader.found()) {
      listed.add(number(f, fileNumbers, files, reachedFiles));
    }
    ReaderState newReader =
        new ReaderState(
            reader.phase(),
            reader.cursor(),
            List.copyOf(listed),
            number(reader.at(), fileNumbers, files, reachedFiles),
            reader.path(),
            number(reader.kept(), fileNumbers, files, reachedFiles));
    TreeSet<Integer> generations = new TreeSet<>();
    reachedFiles.forEach(f -> generations.add(f.generation()));
    newProcesses.stream().filter(p -> p.floor() > 0).forEach(p -> generations.add(p.floor()));
    reachedFiles.replaceAll(f -> f.withGeneration(rank(f.generation(), generations)));
    newProcesses.replaceAll(p -> p.floor() > 0 ? p.floor(rank(p.floor(), generations)) : p);
    return new LifecycleState(
        List.copyOf(reachedFiles),
        List.copyOf(reachedLocks),
        List.copyOf(newNames),
        newLockName,
        List.copyOf(newProcesses),
        newReader,
        budget,
        fault);
  }

  private Proc renumber(Proc p, Map<Integer, Integer> numbers, List<DataFile> reached) {
    int mine = number(p.mine(), numbers, files, reached);
    boolean scanning = p.found().stream().anyMatch(Candidate::isPresent);
    Proc next = mine == p.mine() ? p : p.renumbered(mine);
    if (!scanning) {
      return next;
    }
    List<Candidate> found = new ArrayList<>();
    for (Candidate c : p.found()) {
      found.add(
          c.isPresent()
              ? new Candidate(number(c.file(), numbers, files, reached), c.verdict())
              : c);
    }
    return next.found(found);
  }

  private static <T> int number(
      int old, Map<Integer, Integer> numbers, List<T> all, List<T> reached) {
    if (old < 0) {
      return old;
    }
    return numbers.computeIfAbsent(
        old,
        o -> {
          reached.add(all.get(o));
          return reached.size() - 1;
        });
  }

  /** Only the order of generations counts. */
  private static int rank(int generation, TreeSet<Integer> used) {
    return used.headSet(generation).size() + 1;
  }
}
