// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.ShmLifecycleManager;

/** Opens what the verbs work on. */
public interface Cores {

  /** Discovery in a directory. */
  SegmentDiscovery discovery(Path directory);

  /**
   * Runs an action over a manager of a directory and closes all its handles afterwards, however the
   * action ends.
   *
   * @return the action's result
   */
  int withManager(Path directory, ToIntFunction<ShmLifecycleManager> action);
}
