// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Optional;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.SegmentNames;
import org.evo.shm.spi.SegmentProbe;

/**
 * Discovery that looks at the directory at each call. Thread-safe, keeps nothing.
 *
 * <p>Both methods throw {@link org.evo.shm.error.NotFoundException} when the directory does not
 * exist, {@link org.evo.shm.error.PermissionDeniedException} when it may not be listed and {@link
 * org.evo.shm.error.IoException} when listing fails otherwise.
 */
public final class DirectoryDiscovery implements SegmentDiscovery {

  private final DirectoryScanner scanner;

  /**
   * @param probe what looks into the files, and names the directory
   */
  public DirectoryDiscovery(SegmentProbe probe) {
    this.scanner = new DirectoryScanner(probe);
  }

  @Override
  public SegmentListing list() {
    return SegmentSelection.of(scanner.scan(fileName -> true));
  }

  @Override
  public Optional<SegmentInfo> find(String segment) {
    // Every file of a segment has its name between underscores. Other names may match as well, so
    // the probe's answer decides; this only spares probing the rest of a large directory.
    String part = "_" + SegmentNames.checkSegment(segment) + "_";
    return SegmentSelection.of(scanner.scan(fileName -> fileName.contains(part)))
        .segments()
        .stream()
        .filter(s -> s.name().equals(segment))
        .findFirst();
  }
}
