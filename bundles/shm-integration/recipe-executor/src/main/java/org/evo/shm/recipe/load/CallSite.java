// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

/**
 * A call of a subroutine.
 *
 * @param place where it stands
 * @param from the routine that calls
 * @param to the routine that is called
 */
record CallSite(Place place, int from, int to) {}
