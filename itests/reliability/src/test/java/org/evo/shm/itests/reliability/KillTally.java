// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the kills of one segment came to. Thread-safe: each session has one, a report adds up. */
final class KillTally {

  private final Map<Death, Integer> deaths = new EnumMap<>(Death.class);
  private final List<Long> takeoversNs = new ArrayList<>();
  private final List<Long> victimBytes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private ReadTally read = ReadTally.NONE;
  private int inC;
  private int readers;
  private int readersCountedAfterwards;
  private int stuck;
  private int residue;
  private int leaks;

  synchronized void died(Death death, boolean wasInC, long residentBytes) {
    deaths.merge(death, 1, Integer::sum);
    inC += wasInC ? 1 : 0;
    victimBytes.add(residentBytes);
  }

  synchronized void tookOver(long afterNs) {
    takeoversNs.add(afterNs);
  }

  /** A reader was killed, and this many more than the living ones were counted afterwards. */
  synchronized void readerDied(int stillCounted) {
    readers++;
    readersCountedAfterwards += stillCounted;
  }

  synchronized void read(ReadTally more) {
    read = read.plus(more);
  }

  synchronized void stuck(String what) {
    stuck++;
    problems.add(what);
  }

  synchronized void residue(List<String> files) {
    residue += files.size();
    files.forEach(file -> problems.add("left behind: " + file));
  }

  synchronized void leaks(List<String> found) {
    leaks += found.size();
    problems.addAll(found);
  }

  synchronized void problem(String what) {
    problems.add(what);
  }

  synchronized void add(KillTally other) {
    other.deaths.forEach((death, count) -> deaths.merge(death, count, Integer::sum));
    takeoversNs.addAll(other.takeoversNs);
    victimBytes.addAll(other.victimBytes);
    problems.addAll(other.problems);
    read = read.plus(other.read);
    inC += other.inC;
    readers += other.readers;
    readersCountedAfterwards += other.readersCountedAfterwards;
    stuck += other.stuck;
    residue += other.residue;
    leaks += other.leaks;
  }

  synchronized int kills() {
    return deaths.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized int deaths(Death death) {
    return deaths.getOrDefault(death, 0);
  }

  synchronized Distribution takeoversNs() {
    return Distribution.of(takeoversNs);
  }

  synchronized Distribution victimBytes() {
    return Distribution.of(victimBytes);
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  synchronized ReadTally read() {
    return read;
  }

  synchronized int inC() {
    return inC;
  }

  synchronized int readers() {
    return readers;
  }

  synchronized int readersCountedAfterwards() {
    return readersCountedAfterwards;
  }

  synchronized int stuck() {
    return stuck;
  }

  synchronized int residue() {
    return residue;
  }

  synchronized int leaks() {
    return leaks;
  }
}
