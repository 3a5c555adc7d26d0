// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.identity;

/**
 * Identifies a process for good: a pid alone comes back.
 *
 * @param boot the boot it belongs to
 * @param pidNamespace inode of its PID namespace, in which {@code pid} counts
 * @param pid its id in that namespace
 * @param startTicks when it started, in clock ticks since boot (field 22 of /proc/PID/stat)
 */
public record ProcessIdentity(BootId boot, long pidNamespace, int pid, long startTicks) {}
