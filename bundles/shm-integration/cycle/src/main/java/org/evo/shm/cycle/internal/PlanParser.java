// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.spi.ThreadScheduling.Policy;

/**
 * Reads plans: {@code RATE POLICY [priority=N] [cpus=A+B-C] [required]}, where the rate {@code *}
 * stands for all others. Stateless.
 */
final class PlanParser {

  private static final String OPTION = "loops";
  private static final String OTHERS = "*";
  private static final String PRIORITY = "priority=";
  private static final String CPUS = "cpus=";
  private static final String REQUIRED = "required";
  private static final int MIN_PRIORITY = 1;
  private static final int MAX_PRIORITY = 99;
  private static final int MAX_CPU = 8191;

  private PlanParser() {}

  /**
   * All entries; a file of properties gives one string, with commas, where a list is meant.
   *
   * @throws InvalidRangeException naming the entry, what is wrong with it and what is possible
   */
  static LoopPlans parse(String... entries) {
    Map<Integer, ThreadPlan> byRate = new HashMap<>();
    ThreadPlan others = ThreadPlan.NONE;
    Set<String> seen = new HashSet<>();
    for (String entry : split(entries)) {
      List<String> words = List.of(entry.split("\\s+"));
      if (!seen.add(words.get(0))) {
        throw wrong(entry, words.get(0) + " is there twice", "keep one of them");
      }
      ThreadPlan plan = plan(entry, words);
      if (words.get(0).equals(OTHERS)) {
        others = plan;
      } else {
        byRate.put(rate(entry, words.get(0)), plan);
      }
    }
    return new LoopPlans(byRate, others);
  }

  private static List<String> split(String... entries) {
    return Arrays.stream(entries)
        .flatMap(entry -> Arrays.stream(entry.split(",")))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private static int rate(String entry, String word) {
    return number(entry, word, CycleSpec.MIN_RATE_HZ, CycleSpec.MAX_RATE_HZ);
  }

  private static ThreadPlan plan(String entry, List<String> words) {
    if (words.size() < 2) {
      throw wrong(entry, "the policy is missing", "write RATE and other, fifo or rr");
    }
    Policy policy = policy(entry, words.get(1));
    int priority = policy == Policy.OTHER ? 0 : MIN_PRIORITY;
    Set<Integer> cpus = Set.of();
    boolean required = false;
    for (String word : words.subList(2, words.size())) {
      if (word.startsWith(PRIORITY) && policy != Policy.OTHER) {
        priority = number(entry, word.substring(PRIORITY.length()), MIN_PRIORITY, MAX_PRIORITY);
      } else if (word.startsWith(CPUS)) {
        cpus = cpus(entry, word.substring(CPUS.length()));
      } else if (word.equals(REQUIRED)) {
        required = true;
      } else {
        throw wrong(
            entry,
            "'" + word + "' is not possible with " + words.get(1),
            "choose from cpus=, required, and for fifo and rr priority=");
      }
    }
    return new ThreadPlan(policy, priority, cpus, required);
  }

  private static Policy policy(String entry, String word) {
    return Arrays.stream(Policy.values())
        .filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () -> wrong(entry, "there is no policy '" + word + "'", "choose other, fifo or rr"));
  }

  private static Set<Integer> cpus(String entry, String text) {
    Set<Integer> cpus = new HashSet<>();
    for (String range : text.split("\\+", -1)) {
      String[] ends = range.split("-", 2);
      int first = number(entry, ends[0], 0, MAX_CPU);
      int last = number(entry, ends[ends.length - 1], first, MAX_CPU);
      for (int cpu = first; cpu <= last; cpu++) {
        cpus.add(cpu);
      }
    }
    return cpus;
  }

  private static int number(String entry, String word, int least, int most) {
    String remedy = "choose " + least + " to " + most;
    try {
      int value = Integer.parseInt(word);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(entry, "'" + word + "' is no number", remedy);
    }
    throw wrong(entry, word + " is not possible", remedy);
  }

  private static InvalidRangeException wrong(String entry, String reason, String remedy) {
    return new InvalidRangeException(OPTION, "'" + entry + "': " + reason, remedy);
  }
}
