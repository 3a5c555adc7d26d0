// SPDX-License-Identifier: Apache-2.0
/**
 * Whether writers and readers survive each other's death: crashes at every system call, and kills
 * at random moments.
 */
package org.evo.shm.itests.reliability;
