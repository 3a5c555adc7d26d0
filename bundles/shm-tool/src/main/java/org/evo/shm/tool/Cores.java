// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentValidator;
import org.evo.shm.tool.verb.SegmentAudit;

/** Opens what the verbs work on. */
public interface Cores {

  /**
   * Discovery in a directory, which looks when it is told to refresh.
   *
   * @param trusted users whose segments are looked at, besides our own and root's
   */
  SegmentDiscovery discovery(Path directory, Set<Integer> trusted);

  /**
   * The validator of a directory.
   *
   * @param trusted users whose segments are judged, besides our own and root's
   */
  SegmentValidator validator(Path directory, Set<Integer> trusted);

  /**
   * What looks closer at the segments of a directory.
   *
   * @param trusted users whose segments are looked at, besides our own and root's
   */
  SegmentAudit audit(Path directory, Set<Integer> trusted);

  /** The cleaner of a directory. */
  SegmentCleaner cleaner(Path directory);

  /**
   * Runs an action over a manager of a directory and closes all its handles afterwards, however the
   * action ends.
   *
   * @param trusted users whose segments may be attached to, besides our own and root's
   * @return the action's result
   */
  int withManager(Path directory, Set<Integer> trusted, ToIntFunction<ShmLifecycleManager> action);
}
