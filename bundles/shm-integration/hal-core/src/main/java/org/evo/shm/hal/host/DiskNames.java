// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells disks from partitions, loops, RAM disks and what is stacked on other devices: only a disk
 * has hardware behind it. Owned by one thread.
 */
final class DiskNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_!.-]+");

  private final Path blockDir;
  private final Map<String, Boolean> known = new HashMap<>();

  DiskNames(Path sysDir) {
    blockDir = sysDir.resolve("block");
  }

  boolean isDisk(String name) {
    return known.computeIfAbsent(name, this::hasHardware);
  }

  /** Forgets the devices that are gone: their names may come back as something else. */
  void retain(Set<String> names) {
    known.keySet().retainAll(names);
  }

  /** In a name a slash is written as an exclamation mark there. */
  private boolean hasHardware(String name) {
    String entry = name.replace('/', '!');
    return NAME.matcher(entry).matches() && Files.exists(blockDir.resolve(entry).resolve("device"));
  }
}
