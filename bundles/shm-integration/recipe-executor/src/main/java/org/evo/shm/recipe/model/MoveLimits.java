// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/**
 * How an axis moves.
 *
 * @param velocityMmS at most, more than 0, in mm/s
 * @param accelerationMmS2 at most, more than 0, in mm/s2
 * @param timeoutNs how long it may take, in time that the recipe runs
 */
public record MoveLimits(double velocityMmS, double accelerationMmS2, long timeoutNs) {}
