// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Map;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.event.SegmentKeys;
import org.evo.shm.event.SegmentTopics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * Posts what happens to segments, while there is an EventAdmin. What is known already is posted as
 * created first.
 */
@Component(
    immediate = true,
    service = {})
public final class EventBridge {

  private final EventAdmin admin;
  private final SegmentDiscovery.Registration registration;

  /**
   * @param admin posts the events
   * @param discovery tells them
   */
  @Activate
  public EventBridge(@Reference EventAdmin admin, @Reference SegmentDiscovery discovery) {
    this.admin = admin;
    this.registration = discovery.addListener(this::post);
  }

  @Deactivate
  void deactivate() {
    registration.close();
  }

  private void post(SegmentEvent event) {
    SegmentInfo segment = event.segment();
    Map<String, Object> properties =
        Map.of(
            SegmentKeys.SEGMENT, segment.name(),
            SegmentKeys.MODULE, segment.module(),
            SegmentKeys.FILE, segment.file().toString(),
            SegmentKeys.OWNER_PID, segment.owner().pid(),
            SegmentKeys.GENERATION, segment.owner().generation(),
            SegmentKeys.VERSION, segment.activity().version(),
            SegmentKeys.REASON, event.reason(),
            SegmentKeys.AT_NS, event.atNs(),
            SegmentKeys.EVENT, event);
    admin.postEvent(new Event(SegmentTopics.of(event.kind()), properties));
  }
}
