// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.RecordLayout;

/**
 * The network interfaces of the process's network namespace. What passes through a bridge, bond or
 * VLAN counts there and at the interface below it.
 *
 * @param stamp time and quality
 * @param rxBytesPerS received by all interfaces but the loopback
 * @param txBytesPerS sent by all interfaces but the loopback
 * @param loopbackBytesPerS what went over the loopback, counted once
 */
public record NetworkFields(
    GroupStamp stamp,
    FloatField rxBytesPerS,
    FloatField txBytesPerS,
    FloatField loopbackBytesPerS) {

  static NetworkFields append(RecordLayout.Builder fields) {
    return new NetworkFields(
        GroupStamp.append(fields, "network"),
        fields.f64("network.rx_bytes_per_s", "B/s"),
        fields.f64("network.tx_bytes_per_s", "B/s"),
        fields.f64("network.loopback_bytes_per_s", "B/s"));
  }
}
