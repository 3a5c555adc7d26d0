// SPDX-License-Identifier: Apache-2.0
/**
 * Hostile files in the segment directory: generated from a seed, offered to the real implementation
 * in JVMs of their own, judged by what it does with them. Each input follows from the seed and its
 * number alone, so that any of them can be made again.
 */
package org.evo.shm.itests.fuzz;
