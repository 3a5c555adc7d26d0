// SPDX-License-Identifier: Apache-2.0
/**
 * The hardware abstraction: drivers, and the segment {@code phys_input_io} that shows their values.
 */
package org.evo.shm.hal;
