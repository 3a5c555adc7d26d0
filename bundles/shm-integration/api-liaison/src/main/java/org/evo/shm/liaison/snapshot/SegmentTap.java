// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.snapshot;

import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;

/**
 * Reads one segment now and then, off the loops: attaches when it is asked, and once more when what
 * it was attached to has gone. Owned by one thread at a time. Timing: cold.
 */
public final class SegmentTap implements AutoCloseable {

  private static final int ATTEMPTS = 3;

  private final ShmLifecycleManager manager;
  private final RecordLayout layout;
  private final HeaderFields header;
  private RecordView view;
  private SegmentReader reader;
  private boolean present;
  private String problem = "it was not read yet";

  /**
   * @param layout what is expected of the segment of its name
   * @param header its header
   */
  public SegmentTap(ShmLifecycleManager manager, RecordLayout layout, HeaderFields header) {
    this.manager = manager;
    this.layout = layout;
    this.header = header;
    this.view = RecordView.of(new byte[layout.sizeBytes()]);
  }

  /** The segment. */
  public String segment() {
    return layout.name();
  }

  /** Its fields. */
  public RecordLayout layout() {
    return layout;
  }

  /**
   * Reads the newest record. One that is overtaken again and again leaves the one before, which
   * ages; when the segment has gone there is none any more.
   */
  public void read() {
    if (reader == null || !tryRead()) {
      detach();
      present = attach() && tryRead();
    }
  }

  /** Whether there is a record. */
  public boolean isPresent() {
    return present;
  }

  /** Why there is none, empty when there is one. */
  public String problem() {
    return present ? "" : problem;
  }

  /** Age of the record by its publish time; {@link Long#MAX_VALUE} when there is none. */
  public long ageNs(long nowNs) {
    return present ? nowNs - header.publishTimeNs().get(view) : Long.MAX_VALUE;
  }

  /** Whether there is a record that is no older; one from the future by as much is of no use. */
  public boolean isLive(long nowNs, long maxAgeNs) {
    long ageNs = ageNs(nowNs);
    return present && ageNs <= maxAgeNs && ageNs >= -maxAgeNs;
  }

  /**
   * The record; it never changes, the next {@link #read()} brings another. All zeros before the
   * first.
   */
  public RecordView view() {
    return view;
  }

  /** Gives the reader back. Idempotent. */
  @Override
  public void close() {
    detach();
  }

  private boolean attach() {
    try {
      reader = manager.attachReader(layout.name(), layout);
      return true;
    } catch (ShmException absent) {
      problem = absent.getMessage();
      return false;
    }
  }

  /** Into memory of its own, so that a record that was handed out never changes. */
  private boolean tryRead() {
    byte[] fresh = new byte[layout.sizeBytes()];
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        reader.readRange(0, fresh, 0, fresh.length);
        view = RecordView.of(fresh);
        present = true;
        return true;
      } catch (VersionConflictException overtaken) {
        problem = overtaken.getMessage();
      } catch (ShmException gone) {
        problem = gone.getMessage();
        return false;
      }
    }
    return present;
  }

  private void detach() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
