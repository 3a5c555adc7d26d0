// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.ServiceProperties;
import org.evo.shm.layout.RecordLayout;

/** What the registry says of a segment. */
final class SegmentProperties {

  private SegmentProperties() {}

  /** Of readers, after something has happened to their segment. */
  static Map<String, Object> ofReader(SegmentEvent event) {
    SegmentInfo info = event.segment();
    Map<String, Object> properties = common(info.name(), info.module(), info.record());
    properties.put(ServiceProperties.WRITER, writer(event.kind(), info));
    return properties;
  }

  /** Of a writer. */
  static Map<String, Object> ofWriter(SegmentSpec spec) {
    return common(spec.name(), spec.module(), spec.record());
  }

  private static Map<String, Object> common(
      String segment, String module, Optional<RecordLayout> record) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ServiceProperties.SEGMENT, segment);
    if (!module.isEmpty()) {
      properties.put(ServiceProperties.MODULE, module);
    }
    record.ifPresent(
        layout -> {
          properties.put(ServiceProperties.LAYOUT, layout.name());
          properties.put(
              ServiceProperties.FINGERPRINT, HexFormat.of().toHexDigits(layout.fingerprint()));
        });
    return properties;
  }

  /** The event is newer than what was seen of the segment. */
  private static String writer(SegmentEvent.Kind kind, SegmentInfo info) {
    return switch (kind) {
      case PARKED -> ServiceProperties.WRITER_PARKED;
      case ADOPTED -> ServiceProperties.WRITER_ALIVE;
      case WRITER_DEAD, ORPHANED -> ServiceProperties.WRITER_DEAD;
      default -> info.state() == SegmentState.PARKED ? ServiceProperties.WRITER_PARKED : seen(info);
    };
  }

  private static String seen(SegmentInfo info) {
    return switch (info.owner().liveness()) {
      case ALIVE -> ServiceProperties.WRITER_ALIVE;
      case DEAD -> ServiceProperties.WRITER_DEAD;
      case UNKNOWN -> ServiceProperties.WRITER_UNKNOWN;
    };
  }
}
