// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.contract.FieldArrays;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * What the recipe asks of each axis, an element an axis. A request is a new one when its sequence
 * has changed; the answer is in {@code axis.request_sequence} and {@code axis.request_result} of
 * {@code control_state}.
 *
 * @param sequence number of the request, 0 for none; unique across restarts of the module
 * @param kind {@link RequestKind}
 * @param targetMm where to go, in the machine's position
 * @param velocityLimitMmPerS fastest way there, NaN for the axis' own limit
 * @param accelerationLimitMmPerS2 steepest way there, NaN for the axis' own limit
 */
public record RequestFields(
    IntegerField sequence,
    IntegerField kind,
    FloatField targetMm,
    FloatField velocityLimitMmPerS,
    FloatField accelerationLimitMmPerS2) {

  static RequestFields append(RecordLayout.Builder fields) {
    FieldArrays axes = FieldArrays.perAxis(fields);
    return new RequestFields(
        axes.u64("request.sequence"),
        axes.u8("request.kind"),
        axes.f64("request.target_mm", "mm"),
        axes.f64("request.velocity_limit_mm_per_s", "mm/s"),
        axes.f64("request.acceleration_limit_mm_per_s2", "mm/s2"));
  }
}
