// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evo.shm.SegmentEvent;
import org.evo.shm.discovery.DiscoverySettings;
import org.evo.shm.discovery.DiscoveryThread;
import org.evo.shm.discovery.IndexedDiscovery;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.spi.SegmentProbe;

/** Discovery of a directory as a container has it, and what it told. */
final class WatchedDirectory implements AutoCloseable {

  private static final long NEVER_MS = DiscoverySettings.MAX_MS;

  /** Nothing is found but what the kernel announces. */
  static final DiscoverySettings ANNOUNCED = new DiscoverySettings(NEVER_MS, NEVER_MS, 0, true);

  /** Writers are not watched. */
  static final DiscoverySettings VALIDATED = new DiscoverySettings(NEVER_MS, 100, 0, false);

  private final LinuxPlatform platform;
  private final IndexedDiscovery discovery;
  private final DiscoveryThread thread;
  private final List<SegmentEvent> told = new CopyOnWriteArrayList<>();

  private WatchedDirectory(
      LinuxPlatform platform, SegmentProbe probe, DiscoverySettings settings, boolean hints) {
    this.platform = platform;
    this.discovery = new IndexedDiscovery(probe);
    discovery.addListener(told::add);
    this.thread =
        DiscoveryThread.start(
            discovery,
            probe,
            settings,
            hints ? Optional.of(platform.directoryWatch()) : Optional.empty(),
            Optional.of(platform.processWatch()));
  }

  static WatchedDirectory of(Path directory, DiscoverySettings settings) {
    LinuxPlatform platform = new LinuxPlatform(LinuxSettings.inDirectory(directory));
    return new WatchedDirectory(platform, platform.probe(), settings, true);
  }

  /** The same without hints. */
  static WatchedDirectory unannounced(Path directory, DiscoverySettings settings) {
    LinuxPlatform platform = new LinuxPlatform(LinuxSettings.inDirectory(directory));
    return new WatchedDirectory(platform, platform.probe(), settings, false);
  }

  /** The same, looking through a gate. */
  static WatchedDirectory through(GatedProbe gate, DiscoverySettings settings) {
    return new WatchedDirectory(
        new LinuxPlatform(LinuxSettings.inDirectory(gate.directory())), gate, settings, true);
  }

  IndexedDiscovery discovery() {
    return discovery;
  }

  LinuxPlatform platform() {
    return platform;
  }

  /** Every event since the start. */
  List<SegmentEvent> events() {
    return List.copyOf(told);
  }

  /** The kinds of the events of a segment since the start, in their order. */
  List<SegmentEvent.Kind> told(String segment) {
    return told.stream()
        .filter(event -> event.segment().name().equals(segment))
        .map(SegmentEvent::kind)
        .toList();
  }

  @Override
  public void close() {
    thread.close();
    discovery.close();
    platform.close();
  }
}
