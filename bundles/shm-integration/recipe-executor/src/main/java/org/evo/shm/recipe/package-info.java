// SPDX-License-Identifier: Apache-2.0
/** The recipe executor, and the segment {@code phys_output_io} that it owns. */
package org.evo.shm.recipe;
