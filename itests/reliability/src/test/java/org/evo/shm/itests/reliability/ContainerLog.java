// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the agent of a container has said, see {@code Agent}. Thread-safe. */
final class ContainerLog {

  /** Names that nobody looks at any more are forgotten, or a long campaign would grow with time. */
  private static final int REMEMBERED = 20_000;

  private final Map<String, List<Long>> told = new HashMap<>();
  private final Map<String, Integer> kept = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();
  private int looks;
  private int passes;
  private int filesRemoved;
  private int segmentsRemoved;

  synchronized void note(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "event" -> told(words[1] + " " + words[2], Long.parseLong(words[3]));
      case "removed" -> {
        segmentsRemoved++;
        told(line.substring(0, line.lastIndexOf(' ')), Long.parseLong(words[2]));
      }
      case "wanted" -> told(line.substring(0, line.lastIndexOf(' ')), Long.parseLong(words[2]));
      case "kept" ->
          kept.merge(line.substring("kept ".length()).replaceAll("[0-9]+", "N"), 1, Integer::sum);
      case "looked" -> looks++;
      case "pass" -> {
        passes++;
        filesRemoved += Integer.parseInt(words[1]);
      }
      default -> noteOther(line);
    }
  }

  private void noteOther(String line) {
    if (line.contains("ERROR") || line.contains("Exception")) {
      errors.add(line);
    }
  }

  private void told(String what, long atNs) {
    if (told.size() > REMEMBERED) {
      told.clear();
    }
    told.computeIfAbsent(what, key -> new ArrayList<>()).add(atNs);
  }

  /** When {@code what} and the segment were first told after this time. */
  synchronized OptionalLong first(String what, String segment, long afterNs) {
    return told.getOrDefault(what + " " + segment, List.of()).stream()
        .mapToLong(Long::longValue)
        .filter(atNs -> atNs - afterNs >= 0)
        .min();
  }

  /** Why something was left, numbers apart, and how often. */
  synchronized Map<String, Integer> kept() {
    return new TreeMap<>(kept);
  }

  /** What looks like an error in its log. */
  synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /** How often it looked only. */
  synchronized int looks() {
    return looks;
  }

  /** How often it cleaned. */
  synchronized int passes() {
    return passes;
  }

  synchronized int filesRemoved() {
    return filesRemoved;
  }

  synchronized int segmentsRemoved() {
    return segmentsRemoved;
  }
}
