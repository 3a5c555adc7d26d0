// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import org.evo.shm.SegmentWriter;
import org.osgi.framework.Bundle;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A lease as the container sees it. What it hands out is the platform's writer itself. */
final class LentWriters implements PrototypeServiceFactory<SegmentWriter> {

  private final WriterLease lease;

  LentWriters(WriterLease lease) {
    this.lease = lease;
  }

  @Override
  public SegmentWriter getService(Bundle bundle, ServiceRegistration<SegmentWriter> registration) {
    return lease.lend(bundle.getSymbolicName());
  }

  @Override
  public void ungetService(
      Bundle bundle, ServiceRegistration<SegmentWriter> registration, SegmentWriter writer) {
    lease.giveBack(writer);
  }
}
