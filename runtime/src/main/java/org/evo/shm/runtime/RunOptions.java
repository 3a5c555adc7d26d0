// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was asked of {@code run}.
 *
 * @param directory of the segments
 * @param instance the name of this run
 * @param modules those to start
 * @param conf the directory of the configuration
 * @param durationNs how long to run, empty for ever
 */
record RunOptions(
    Path directory,
    String instance,
    List<KnownModule> modules,
    Path conf,
    OptionalLong durationNs) {

  RunOptions {
    modules = List.copyOf(modules);
  }
}
