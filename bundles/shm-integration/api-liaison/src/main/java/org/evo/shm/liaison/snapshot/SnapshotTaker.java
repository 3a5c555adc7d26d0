// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.modulestatus.ModuleStatusTable;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.systemstate.SystemState;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.liaison.Freshness;
import org.evo.shm.liaison.SegmentSnapshot;
import org.evo.shm.liaison.SystemSnapshot;
import org.evo.shm.liaison.SystemSnapshots;

/** Reads the segments of all modules, on the thread that asks. */
public final class SnapshotTaker implements SystemSnapshots, AutoCloseable {

  private record Source(String module, SegmentTap tap) {}

  private final LongSupplier clock;
  private final List<Source> sources;
  private volatile long maxAgeNs;
  private boolean closed;

  /**
   * @param clock the monotonic time that the loops go by, in ns
   * @param maxAgeNs age beyond which a record is stale
   */
  public SnapshotTaker(ShmLifecycleManager manager, LongSupplier clock, long maxAgeNs) {
    this.clock = clock;
    this.maxAgeNs = maxAgeNs;
    this.sources =
        List.of(
            source(manager, PhysInputIo.MODULE, PhysInputIo.LAYOUT, PhysInputIo.HEADER),
            source(manager, ControlState.MODULE, ControlState.LAYOUT, ControlState.HEADER),
            source(manager, PhysOutputIo.MODULE, PhysOutputIo.LAYOUT, PhysOutputIo.HEADER),
            source(manager, CommandsConfig.MODULE, CommandsConfig.LAYOUT, CommandsConfig.HEADER),
            source(manager, SystemState.MODULE, SystemState.LAYOUT, SystemState.HEADER),
            source(
                manager,
                ModuleStatusTable.MODULE,
                ModuleStatusTable.LAYOUT,
                ModuleStatusTable.HEADER));
  }

  private static Source source(
      ShmLifecycleManager manager, String module, RecordLayout layout, HeaderFields header) {
    return new Source(module, new SegmentTap(manager, layout, header));
  }

  /** Changes the age beyond which a record is stale. */
  public void maxAge(long newMaxAgeNs) {
    maxAgeNs = newMaxAgeNs;
  }

  /**
   * @throws IllegalStateException when it is closed
   */
  @Override
  public synchronized SystemSnapshot take() {
    if (closed) {
      throw new IllegalStateException("the module liaison has ended");
    }
    sources.forEach(source -> source.tap().read());
    long nowNs = clock.getAsLong();
    List<SegmentSnapshot> segments = new ArrayList<>();
    for (Source source : sources) {
      segments.add(snapshot(source, nowNs));
    }
    return new SystemSnapshot(nowNs, segments);
  }

  /** Gives all readers back. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    sources.forEach(source -> source.tap().close());
  }

  private SegmentSnapshot snapshot(Source source, long nowNs) {
    SegmentTap tap = source.tap();
    return new SegmentSnapshot(
        tap.segment(),
        source.module(),
        freshness(tap, nowNs),
        tap.ageNs(nowNs),
        tap.layout(),
        tap.view(),
        tap.problem());
  }

  private Freshness freshness(SegmentTap tap, long nowNs) {
    if (!tap.isPresent()) {
      return Freshness.ABSENT;
    }
    return tap.isLive(nowNs, maxAgeNs) ? Freshness.LIVE : Freshness.STALE;
  }
}
