// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.osgi;

import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.spi.ProcessWatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells when the processes of writers end; what is watched ends with the platform. */
@Component(service = ProcessWatch.class)
public final class ProcessWatchComponent implements ProcessWatch {

  private final ProcessWatch watch;

  @Activate
  public ProcessWatchComponent(@Reference PlatformComponent platform) {
    this.watch = platform.platform().processWatch();
  }

  @Override
  public Optional<Watch> watchWriter(Path file, Runnable ended) {
    return watch.watchWriter(file, ended);
  }
}
