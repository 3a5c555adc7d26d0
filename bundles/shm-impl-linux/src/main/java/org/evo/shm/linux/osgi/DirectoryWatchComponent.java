// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.osgi;

import org.evo.shm.spi.DirectoryWatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hints at changes of the platform's directory; what is open is closed with the platform. */
@Component(service = DirectoryWatch.class)
public final class DirectoryWatchComponent implements DirectoryWatch {

  private final DirectoryWatch watch;

  @Activate
  public DirectoryWatchComponent(@Reference PlatformComponent platform) {
    this.watch = platform.platform().directoryWatch();
  }

  @Override
  public Hints open() {
    return watch.open();
  }
}
