// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.evo.shm.SegmentSpec;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.ShmException;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.layout.RecordLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease that a configuration and its layout ask for. A lease ends when they ask for
 * another; what it was about is then parked, or removed when the name is wanted no more.
 * Thread-safe.
 */
final class WriterCore {

  private static final Logger LOG = LoggerFactory.getLogger(WriterCore.class);

  private final ShmLifecycleManager manager;
  private final LayoutWatch layouts;
  private final RetryTimer timer;
  private final Function<WriterLease, Registrar> registrars;
  private final ConfigLog configurations =
      new ConfigLog(LOG, WriterComponent.PID, WriterConfig.class);
  private Optional<WriterSettings> settings = Optional.empty();
  private Optional<RecordLayout> record = Optional.empty();
  private Optional<WriterLease> lease = Optional.empty();
  private Runnable stopWatching = () -> {};

  WriterCore(
      ShmLifecycleManager manager,
      LayoutWatch layouts,
      RetryTimer timer,
      Function<WriterLease, Registrar> registrars) {
    this.manager = manager;
    this.layouts = layouts;
    this.timer = timer;
    this.registrars = registrars;
  }

  /**
   * Puts a configuration in force, see {@link #configure(WriterConfig)}.
   *
   * @param properties all that the container knows of it, for the log
   */
  synchronized void configure(WriterConfig config, Map<String, ?> properties) {
    configurations.arrived(properties);
    configure(config);
  }

  /** Puts a configuration in force; one that is refused changes nothing. */
  synchronized void configure(WriterConfig config) {
    Optional<String> before = settings.flatMap(WriterSettings::layout);
    WriterSettings wanted;
    try {
      wanted = WriterSettings.of(config);
      if (wanted.layout().equals(before) && record.isPresent()) {
        wanted.spec(record);
      }
    } catch (ShmException e) {
      configurations.refused(e.getMessage(), settings.isPresent());
      return;
    }
    configurations.accepted();
    settings = Optional.of(wanted);
    if (!wanted.layout().equals(before)) {
      watch(wanted.layout());
    }
    apply();
  }

  /**
   * Takes everything back. Timing: blocking.
   *
   * @param remove whether the segment is to be removed, or parked for whoever comes next
   */
  synchronized void stop(boolean remove) {
    stopWatching.run();
    lease.ifPresent(running -> running.end(remove));
    lease = Optional.empty();
    settings = Optional.empty();
    timer.close();
  }

  private void watch(Optional<String> layout) {
    stopWatching.run();
    stopWatching = () -> {};
    record = Optional.empty();
    if (layout.isPresent()) {
      stopWatching = layouts.watch(layout.get(), found -> found(layout.get(), found));
    }
  }

  private synchronized void found(String name, RecordLayout layout) {
    if (settings.flatMap(WriterSettings::layout).equals(Optional.of(name))) {
      record = Optional.of(layout);
      apply();
    }
  }

  private void apply() {
    WriterSettings wanted = settings.orElseThrow();
    if (wanted.layout().isPresent() && record.isEmpty()) {
      LOG.info("{} waits for the layout {}", wanted.segment(), wanted.layout().get());
      replace(wanted.segment(), Optional.empty());
      return;
    }
    try {
      SegmentSpec spec = wanted.spec(record);
      if (lease.filter(l -> l.spec().equals(spec) && l.parkMs() == wanted.parkMs()).isEmpty()) {
        replace(
            wanted.segment(), Optional.of(new WriterLease(manager, spec, wanted.parkMs(), timer)));
      }
    } catch (ShmException e) {
      LOG.error("the layout {} does not fit the configuration: {}", record, e.getMessage());
    }
  }

  private void replace(String segment, Optional<WriterLease> next) {
    lease.ifPresent(running -> running.end(!running.spec().name().equals(segment)));
    lease = next;
    next.ifPresent(
        started ->
            started.start(new Publication(registrars.apply(started), started::offer)::refresh));
  }
}
