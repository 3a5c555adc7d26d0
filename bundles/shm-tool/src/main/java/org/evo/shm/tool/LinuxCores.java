// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.discovery.DirectoryDiscovery;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;

/** The cores of Linux, composed without a container. */
public final class LinuxCores implements Cores {

  @Override
  public SegmentDiscovery discovery(Path directory) {
    LinuxPlatform platform = new LinuxPlatform(LinuxSettings.inDirectory(directory));
    return new DirectoryDiscovery(platform.probe());
  }

  @Override
  public int withManager(Path directory, ToIntFunction<ShmLifecycleManager> action) {
    try (LinuxSharedMemory memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory))) {
      return action.applyAsInt(memory);
    }
  }
}
