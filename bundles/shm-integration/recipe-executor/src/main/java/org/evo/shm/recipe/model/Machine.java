// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/** How much of everything a machine has, at most. */
public final class Machine {

  /** Axes. */
  public static final int AXES = 4;

  /** Digital inputs, and as many outputs. */
  public static final int DIGITAL_CHANNELS = 64;

  /** Analog inputs, and as many outputs. */
  public static final int ANALOG_CHANNELS = 16;

  /** What an analog output can carry, in V, to both sides of 0. */
  public static final double MAX_VOLTS = 10;

  private Machine() {}
}
