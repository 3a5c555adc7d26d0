// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.discovery.IndexedDiscovery;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentValidator;
import org.evo.shm.tool.verb.SegmentAudit;

/** The cores of Linux, composed without a container. */
public final class LinuxCores implements Cores {

  @Override
  public SegmentDiscovery discovery(Path directory, Set<Integer> trusted) {
    LinuxPlatform platform = new LinuxPlatform(settings(directory, trusted));
    platform.requireUsableDirectory();
    return new IndexedDiscovery(platform.probe());
  }

  @Override
  public SegmentValidator validator(Path directory, Set<Integer> trusted) {
    return new LinuxPlatform(settings(directory, trusted)).validator();
  }

  @Override
  public SegmentAudit audit(Path directory, Set<Integer> trusted) {
    LinuxPlatform platform = new LinuxPlatform(settings(directory, trusted));
    return new SegmentAudit() {
      @Override
      public boolean isAbandoned(SegmentInfo segment) {
        return platform.probe().probe(segment.file()) instanceof ProbeResult.Segment found
            && found.abandoned();
      }

      @Override
      public Optional<String> damage(SegmentInfo segment) {
        return platform.damage(segment.file());
      }
    };
  }

  @Override
  public SegmentCleaner cleaner(Path directory) {
    return new LinuxPlatform(LinuxSettings.inDirectory(directory)).cleaner();
  }

  @Override
  public int withManager(
      Path directory, Set<Integer> trusted, ToIntFunction<ShmLifecycleManager> action) {
    try (LinuxSharedMemory memory = new LinuxSharedMemory(settings(directory, trusted))) {
      return action.applyAsInt(memory);
    }
  }

  private static LinuxSettings settings(Path directory, Set<Integer> trusted) {
    return new LinuxSettings(directory, OptionalInt.empty(), trusted, false);
  }
}
