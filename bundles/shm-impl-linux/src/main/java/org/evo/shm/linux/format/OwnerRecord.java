// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import org.evo.shm.linux.identity.ProcessIdentity;

/**
 * Who owns a segment, as the owner wrote it. Information only: the owner lock decides.
 *
 * <p>In the slotted layout 60 bytes and a checksum:
 *
 * <pre>
 *   0  16 B boot id   16 u64 PID namespace   24 u32 pid   28 u32 zero
 *  32  u64 start time  40 u64 generation  48 u64 parked until   56 u32 CRC-32C of 0..55
 * </pre>
 *
 * @param process the owner
 * @param generation counts the claims of a name, upwards
 * @param parkedUntilNs until when a parked segment is kept, of CLOCK_MONOTONIC; 0 when it is not
 */
public record OwnerRecord(ProcessIdentity process, long generation, long parkedUntilNs) {}
