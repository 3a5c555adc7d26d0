// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.error.ShmException;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.layout.RecordLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the offer that a configuration and its layout ask for, and has discovery tell it of its
 * segment. While discovery is away what it said last stands. Thread-safe.
 */
final class ReaderCore {

  private static final Logger LOG = LoggerFactory.getLogger(ReaderCore.class);

  private final LayoutWatch layouts;
  private final Function<ReaderOffer, Registrar> registrars;
  private final ConfigLog configurations =
      new ConfigLog(LOG, ReaderComponent.PID, ReaderConfig.class);
  private Optional<ReaderSettings> settings = Optional.empty();
  private Optional<RecordLayout> expected = Optional.empty();
  private Optional<ReaderOffer> offer = Optional.empty();
  private Optional<SegmentDiscovery> discovery = Optional.empty();
  private Optional<SegmentDiscovery.Registration> listening = Optional.empty();
  private Runnable stopWatching = () -> {};

  ReaderCore(LayoutWatch layouts, Function<ReaderOffer, Registrar> registrars) {
    this.layouts = layouts;
    this.registrars = registrars;
  }

  /**
   * Puts a configuration in force, see {@link #configure(ReaderConfig)}.
   *
   * @param properties all that the container knows of it, for the log
   */
  synchronized void configure(ReaderConfig config, Map<String, ?> properties) {
    configurations.arrived(properties);
    configure(config);
  }

  /** Puts a configuration in force; one that is refused changes nothing. */
  synchronized void configure(ReaderConfig config) {
    Optional<String> before = settings.flatMap(ReaderSettings::layout);
    ReaderSettings wanted;
    try {
      wanted = ReaderSettings.of(config);
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

  /** Discovery is there; of two the newer one counts. */
  synchronized void discoveryCame(SegmentDiscovery found) {
    discovery = Optional.of(found);
    listen();
  }

  /** Discovery has gone, or another one stands in for it already. */
  synchronized void discoveryWent(SegmentDiscovery gone) {
    if (discovery.filter(current -> current == gone).isPresent()) {
      stopListening();
      discovery = Optional.empty();
    }
  }

  /** Takes everything back. */
  synchronized void stop() {
    stopWatching.run();
    stopListening();
    offer.ifPresent(ReaderOffer::end);
    offer = Optional.empty();
    settings = Optional.empty();
  }

  private void watch(Optional<String> layout) {
    stopWatching.run();
    stopWatching = () -> {};
    expected = Optional.empty();
    if (layout.isPresent()) {
      stopWatching = layouts.watch(layout.get(), found -> found(layout.get(), found));
    }
  }

  private synchronized void found(String name, RecordLayout layout) {
    if (settings.flatMap(ReaderSettings::layout).equals(Optional.of(name))) {
      expected = Optional.of(layout);
      apply();
    }
  }

  private void apply() {
    ReaderSettings wanted = settings.orElseThrow();
    boolean waiting = wanted.layout().isPresent() && expected.isEmpty();
    if (waiting) {
      LOG.info("readers of {} wait for the layout {}", wanted.segment(), wanted.layout().get());
    }
    if (waiting || offer.filter(running -> isFor(running, wanted)).isEmpty()) {
      replace(
          waiting ? Optional.empty() : Optional.of(new ReaderOffer(wanted.segment(), expected)));
    }
  }

  private boolean isFor(ReaderOffer running, ReaderSettings wanted) {
    return running.segment().equals(wanted.segment()) && running.expected().equals(expected);
  }

  private void replace(Optional<ReaderOffer> next) {
    stopListening();
    offer.ifPresent(ReaderOffer::end);
    offer = next;
    next.ifPresent(
        started ->
            started.start(new Publication(registrars.apply(started), started::offer)::refresh));
    listen();
  }

  private void listen() {
    stopListening();
    if (discovery.isPresent() && offer.isPresent()) {
      forgetWhatHasGone(discovery.get(), offer.get());
      listening = Optional.of(discovery.get().addListener(offer.get()));
    }
  }

  /** What is there is told to each new listener; that something is gone is not. */
  private static void forgetWhatHasGone(SegmentDiscovery found, ReaderOffer running) {
    try {
      if (found.refresh(running.segment()).isEmpty()) {
        running.unknown();
      }
    } catch (ShmException e) {
      LOG.warn("whether {} is still there is not known: {}", running.segment(), e.getMessage());
    }
  }

  private void stopListening() {
    listening.ifPresent(SegmentDiscovery.Registration::close);
    listening = Optional.empty();
  }
}
