// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

/**
 * What a recipe may not exceed. The first group keeps loading and running bounded; the second is
 * what no machine of this kind does, so that a slip of the decimal point is found on load. What the
 * axes of this machine can do, the control unit knows.
 */
final class Limits {

  static final int MAX_FILE_BYTES = 256 * 1024;
  static final int MAX_STEPS = 10_000;
  static final int MAX_VARIABLES = 256;
  static final int MAX_SUBROUTINES = 256;
  static final int MAX_BLOCKS_DEEP = 32;
  static final int MAX_EXPRESSION_PARTS = 32;

  static final double MAX_POSITION_MM = 1e6;
  static final double MAX_VELOCITY_MM_S = 1e5;
  static final double MAX_ACCELERATION_MM_S2 = 1e6;
  static final double LEAST_LIMIT = 1e-3;
  static final long MAX_TIMEOUT_MS = 3_600_000;
  static final long MAX_WAIT_MS = 86_400_000;
  static final double MAX_COUNT = 1e9;
  static final double MAX_VALUE = 1e12;

  private Limits() {}
}
