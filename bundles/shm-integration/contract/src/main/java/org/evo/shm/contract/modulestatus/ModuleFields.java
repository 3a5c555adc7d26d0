// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.modulestatus;

import java.util.List;
import java.util.stream.IntStream;
import org.evo.shm.contract.FieldArrays;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;

/**
 * The modules, a place each, kept for as long as the supervisor runs.
 *
 * @param count places in use
 * @param liveness {@link ModuleLiveness} of each
 * @param state its state, a code of {@code ModuleState}
 * @param fault its fault, a code of {@code ModuleFault}
 * @param pid the process it runs in, 0 when that is not known
 * @param starts how often it was seen to start
 * @param heartbeat its newest heartbeat
 * @param heartbeatAgeMs since that was seen to change
 * @param segmentAgeMs since its segment was written
 * @param names its name
 */
public record ModuleFields(
    IntegerField count,
    IntegerField liveness,
    IntegerField state,
    IntegerField fault,
    IntegerField pid,
    IntegerField starts,
    IntegerField heartbeat,
    FloatField heartbeatAgeMs,
    FloatField segmentAgeMs,
    List<TextField> names) {

  /** Places. */
  public static final int PLACES = 16;

  /** Room of a name, in bytes of UTF-8. */
  public static final int NAME_BYTES = 32;

  static ModuleFields append(RecordLayout.Builder fields) {
    FieldArrays places = new FieldArrays(fields, PLACES);
    return new ModuleFields(
        fields.u8("module.count", ""),
        places.u8("module.liveness"),
        places.u16("module.state"),
        places.u16("module.fault"),
        places.u32("module.pid"),
        places.u32("module.starts"),
        places.u64("module.heartbeat"),
        places.f64("module.heartbeat_age_ms", "ms"),
        places.f64("module.segment_age_ms", "ms"),
        IntStream.range(0, PLACES)
            .mapToObj(i -> fields.text("module.name_" + i, NAME_BYTES))
            .toList());
  }
}
