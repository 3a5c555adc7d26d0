// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Optional;
import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.RecordLayout;
import org.osgi.framework.Bundle;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attaches a reader for whoever asks. What it hands out is the platform's reader itself. */
final class AttachedReaders implements PrototypeServiceFactory<SegmentReader> {

  private static final Logger LOG = LoggerFactory.getLogger(AttachedReaders.class);

  private final ShmLifecycleManager manager;
  private final String segment;
  private final Optional<RecordLayout> expected;

  AttachedReaders(ShmLifecycleManager manager, String segment, Optional<RecordLayout> expected) {
    this.manager = manager;
    this.segment = segment;
    this.expected = expected;
  }

  @Override
  public SegmentReader getService(Bundle bundle, ServiceRegistration<SegmentReader> registration) {
    try {
      return expected.isPresent()
          ? manager.attachReader(segment, expected.get())
          : manager.attachReader(segment);
    } catch (ShmException e) {
      LOG.warn("bundle {} gets no reader: {}", bundle.getSymbolicName(), e.getMessage());
      throw e;
    }
  }

  @Override
  public void ungetService(
      Bundle bundle, ServiceRegistration<SegmentReader> registration, SegmentReader reader) {
    reader.close();
  }
}
