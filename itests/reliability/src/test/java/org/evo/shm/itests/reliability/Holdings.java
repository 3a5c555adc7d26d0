// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a container holds when it is at rest.
 *
 * @param descriptors how many of each kind
 * @param segmentMappings its mappings of files in the directory of the segments
 * @param threads how many of each name
 */
record Holdings(
    Map<String, Integer> descriptors, int segmentMappings, Map<String, Integer> threads) {

  private static final String LISTENER = "evo-shm-listener";

  /** The agent and the schedule of the cleanup. */
  private static final int LISTENERS = 2;

  static Holdings of(CleaningContainer container, Path directory) {
    Map<String, Integer> threads = new TreeMap<>();
    for (String name : container.ask("rest", "rested").split(" ")) {
      threads.merge(name, 1, Integer::sum);
    }
    // Those of listeners end when there is nothing to tell, and come again.
    threads.computeIfPresent(LISTENER, (name, count) -> Math.max(LISTENERS, count));
    return new Holdings(
        ProcessFiles.descriptorsByKind(container.pid()),
        ProcessFiles.of(container.pid(), directory).segmentMappings(),
        threads);
  }

  /** What there is more of than there was. */
  List<String> moreThan(Holdings before) {
    List<String> more = new ArrayList<>();
    compare("descriptors of ", before.descriptors, descriptors, more);
    compare("threads ", before.threads, threads, more);
    if (segmentMappings > before.segmentMappings) {
      more.add("mappings of segments: " + before.segmentMappings + ", then " + segmentMappings);
    }
    return more;
  }

  private static void compare(
      String what, Map<String, Integer> before, Map<String, Integer> after, List<String> more) {
    after.forEach(
        (name, count) -> {
          int first = before.getOrDefault(name, name.equals(LISTENER) ? LISTENERS : 0);
          if (count > first) {
            more.add(what + name + ": " + first + ", then " + count);
          }
        });
  }
}
