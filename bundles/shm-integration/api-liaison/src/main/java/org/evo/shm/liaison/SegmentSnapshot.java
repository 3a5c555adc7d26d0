// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

import java.util.Objects;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;

/**
 * The newest record of one segment. Immutable.
 *
 * @param name the segment
 * @param module the module that writes it
 * @param freshness how far it can be trusted
 * @param ageNs how long ago its cycle began; {@link Long#MAX_VALUE} when there is no record
 * @param layout its fields
 * @param record the values, of its own; all zeros when there is no record
 * @param problem why there is no record, empty when there is one
 */
public record SegmentSnapshot(
    String name,
    String module,
    Freshness freshness,
    long ageNs,
    RecordLayout layout,
    RecordView record,
    String problem) {

  public SegmentSnapshot {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(module, "module");
    Objects.requireNonNull(freshness, "freshness");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(problem, "problem");
  }

  /**
   * One value.
   *
   * @param index 0 for a field that is no array
   * @throws IllegalArgumentException when there is no such field
   */
  public Object value(String field, int index) {
    return layout
        .field(field)
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' has no field " + field))
        .value(record, index);
  }
}
