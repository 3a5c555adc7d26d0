// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

/**
 * Something that must not happen.
 *
 * @param number the input
 * @param kind its kind
 * @param step what was being done
 * @param what what happened
 */
record Finding(long number, String kind, String step, String what) {}
