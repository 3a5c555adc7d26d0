// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

/**
 * The kernel's random id of a boot, 128 bits.
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes
 */
public record BootId(long high, long low) {

  /** From the text of /proc/sys/kernel/random/boot_id. */
  static BootId parse(String uuid) {
    java.util.UUID id = java.util.UUID.fromString(uuid.trim());
    return new BootId(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }
}
