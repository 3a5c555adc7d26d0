// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the kills where containers clean. Thread-safe. */
final class CleanupTally {

  private final Map<Blow, Integer> kills = new EnumMap<>(Blow.class);
  private final List<Long> noticesNs = new ArrayList<>();
  private final List<Long> removalsNs = new ArrayList<>();
  private final List<Long> removalsOfUnreadNs = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();
  private final Map<String, Integer> kept = new TreeMap<>();
  private final List<String> containers = new ArrayList<>();
  private int noticedTooLate;
  private int wrong;
  private int stale;
  private int readersCountedAfterwards;
  private int wantedByBoth;
  private int segments;
  private long checks;
  private long parks;
  private ReadTally read = ReadTally.NONE;

  synchronized void died(Blow blow, int processes) {
    kills.merge(blow, processes, Integer::sum);
  }

  /** A container told its listeners that a writer was dead. */
  synchronized void noticed(long sinceKillNs) {
    noticesNs.add(sinceKillNs);
  }

  /** A container learned of a death when another one had cleaned up behind it. */
  synchronized void noticedTooLate() {
    noticedTooLate++;
  }

  synchronized int tooLate() {
    return noticedTooLate;
  }

  /** The segment of a dead writer went. */
  synchronized void removed(long sinceKillNs, int containersThatWantedIt) {
    segments++;
    removalsNs.add(sinceKillNs);
    wantedByBoth += containersThatWantedIt > 1 ? 1 : 0;
  }

  /** The segment of a dead writer went when its last reader was dead, too. */
  synchronized void removedWithoutReader(long sinceKillNs) {
    segments++;
    removalsOfUnreadNs.add(sinceKillNs);
  }

  /** Something was removed that had to stay. */
  synchronized void wrong(String what) {
    wrong++;
    problem(what);
  }

  /** Something stayed that had to go. */
  synchronized void stale(String what) {
    stale++;
    problem(what);
  }

  synchronized void countedReaders(String segment, int tooMany) {
    readersCountedAfterwards += tooMany;
    if (tooMany != 0) {
      problem(tooMany + " dead readers of " + segment + " are counted");
    }
  }

  synchronized void leaks(List<String> found) {
    leaks.addAll(found);
    problems.addAll(found);
  }

  synchronized void problem(String what) {
    Progress.say("cleanup: " + what);
    problems.add(what);
  }

  /** What the live writers and their readers have to say. */
  synchronized void lived(long nameChecks, long parkings, ReadTally seen) {
    checks += nameChecks;
    parks += parkings;
    read = read.plus(seen);
  }

  /** What a surviving container did. */
  synchronized void cleaned(ContainerLog log) {
    log.kept().forEach((reason, times) -> kept.merge(reason, times, Integer::sum));
    containers.add(
        log.segmentsRemoved()
            + " segments, "
            + log.filesRemoved()
            + " files in "
            + log.passes()
            + " passes and "
            + log.looks()
            + " looks");
    problems.addAll(log.errors());
  }

  synchronized Map<Blow, Integer> kills() {
    return new EnumMap<>(kills);
  }

  synchronized int killsInAll() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized Distribution notices() {
    return Distribution.of(noticesNs);
  }

  synchronized Distribution removals() {
    return Distribution.of(removalsNs);
  }

  synchronized Distribution removalsOfUnread() {
    return Distribution.of(removalsOfUnreadNs);
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  synchronized Map<String, Integer> kept() {
    return new TreeMap<>(kept);
  }

  synchronized List<String> containers() {
    return List.copyOf(containers);
  }

  synchronized int leaks() {
    return leaks.size();
  }

  synchronized int wrong() {
    return wrong;
  }

  synchronized int stale() {
    return stale;
  }

  synchronized int readersCountedAfterwards() {
    return readersCountedAfterwards;
  }

  synchronized int wantedByBoth() {
    return wantedByBoth;
  }

  synchronized int segments() {
    return segments;
  }

  synchronized long checks() {
    return checks;
  }

  synchronized long parks() {
    return parks;
  }

  synchronized ReadTally read() {
    return read;
  }
}
