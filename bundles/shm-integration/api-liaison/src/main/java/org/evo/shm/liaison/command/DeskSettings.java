// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

/**
 * How commands are looked after. Immutable.
 *
 * @param answerTimeoutNs how long the modules may take to answer
 * @param moduleMaxAgeNs a module that has published nothing for longer does not run
 * @param config what operators have configured for other modules
 */
public record DeskSettings(long answerTimeoutNs, long moduleMaxAgeNs, ConfigBlock config) {

  /** Where nothing is configured. */
  public static final DeskSettings DEFAULTS =
      new DeskSettings(1_000_000_000L, 200_000_000L, ConfigBlock.NONE);
}
