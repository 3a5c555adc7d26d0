// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import org.evo.shm.SegmentWriter;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.hal.host.HostSamples;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.ModuleStatus;

/**
 * Publishes the newest samples, once a cycle. Hot: what blocks or allocates was done by the driver,
 * or is left to the keeper.
 */
final class PublishTask implements CyclicTask {

  private static final HeaderFields HEADER = PhysInputIo.HEADER;

  private final CycleSpec spec;
  private final Inputs inputs;
  private final SegmentKeeper keeper;
  private final HalState state;
  private final PublishCounters counters;
  private SegmentWriter announced;
  private boolean stalled;

  PublishTask(
      CycleSpec spec,
      Inputs inputs,
      SegmentKeeper keeper,
      HalState state,
      PublishCounters counters) {
    this.spec = spec;
    this.inputs = inputs;
    this.keeper = keeper;
    this.state = state;
    this.counters = counters;
  }

  @Override
  public CycleSpec spec() {
    return spec;
  }

  @Override
  public void cycle(long nowNs) {
    counters.cycle();
    HostSamples samples = inputs.latest().get();
    watchAge(nowNs - samples.passNs() > inputs.maxAgeNs());
    SegmentWriter writer = keeper.writer();
    if (writer == null) {
      return;
    }
    announce(writer);
    try {
      publish(writer, samples, nowNs);
    } catch (HandleClosedException e) {
      keeper.lost(writer, e);
    }
  }

  /** Only changes are worth a word: the state takes a lock. */
  private void watchAge(boolean old) {
    if (old != stalled) {
      stalled = old;
      state.driverStalled(old);
    }
  }

  private void announce(SegmentWriter writer) {
    if (writer != announced) {
      announced = writer;
      state.publishing();
    }
  }

  private void publish(SegmentWriter writer, HostSamples samples, long nowNs) {
    writer.commitTimeNs(nowNs);
    MutableRecord record = writer.begin();
    boolean complete = false;
    try {
      storeHeader(record, nowNs);
      samples.store(record, nowNs, inputs.maxAgeNs());
      NoMachine.store(record, nowNs);
      writer.commit();
      complete = true;
    } finally {
      if (!complete) {
        writer.abort();
      }
    }
  }

  private void storeHeader(MutableRecord record, long nowNs) {
    ModuleStatus status = state.status();
    HEADER.cycleCount().set(record, counters.cycles());
    HEADER.publishTimeNs().set(record, nowNs);
    HEADER.heartbeat().set(record, counters.nextHeartbeat());
    HEADER.moduleState().set(record, status.state().code());
    HEADER.moduleFault().set(record, status.fault().code());
    HEADER.configRejected().set(record, status.configRejected());
  }
}
