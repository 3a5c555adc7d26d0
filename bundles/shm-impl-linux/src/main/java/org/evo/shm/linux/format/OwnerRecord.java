// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import org.evo.shm.linux.identity.ProcessIdentity;

/**
 * Who owns a segment, as the owner wrote it. Information only: the owner lock decides.
 *
 * @param process the owner
 * @param generation counts the claims of a name, upwards
 * @param parkedUntilNs until when a parked segment is kept, of CLOCK_MONOTONIC; 0 when it is not
 */
public record OwnerRecord(ProcessIdentity process, long generation, long parkedUntilNs) {}
