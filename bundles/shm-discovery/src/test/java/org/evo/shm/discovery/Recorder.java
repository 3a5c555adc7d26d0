// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentListener;

/** Remembers what it was told. Thread-safe. */
final class Recorder implements SegmentListener {

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void segmentChanged(SegmentEvent event) {
    told.add(event.kind() + " " + event.segment().name());
  }

  /** Kind and segment of each event, in their order. */
  List<String> told() {
    return told;
  }
}
