// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.random.RandomGenerator;

/**
 * What a campaign is asked to do.
 *
 * @param seed where all inputs come from
 * @param first the first input
 * @param inputs how many, {@link Long#MAX_VALUE} for no limit
 * @param seconds how long, 0 for no limit
 * @param workers how many JVMs share them
 * @param json whether the report is one line of JSON
 */
record Options(long seed, long first, long inputs, long seconds, int workers, boolean json) {

  static final long CI_INPUTS = 100_000;

  static final String USAGE =
      "usage: [--seed N] [--first N] [--inputs N] [--seconds N] [--workers N] [--json]";

  /**
   * Reads a command line. With a time but no number of inputs only the time ends it.
   *
   * @throws IllegalArgumentException when it is not understood
   */
  static Options parse(String... args) {
    long seed = RandomGenerator.getDefault().nextLong(1L << 32);
    long first = 0;
    long inputs = 0;
    long seconds = 0;
    int workers = Math.max(1, Runtime.getRuntime().availableProcessors());
    boolean json = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--json" -> json = true;
        case "--seed" -> seed = number(args, ++i, Long.MIN_VALUE);
        case "--first" -> first = number(args, ++i, 0);
        case "--inputs" -> inputs = number(args, ++i, 1);
        case "--seconds" -> seconds = number(args, ++i, 1);
        case "--workers" -> workers = (int) Math.min(64, number(args, ++i, 1));
        default -> throw new IllegalArgumentException("unknown option '" + args[i] + "'");
      }
    }
    long limit = inputs != 0 ? inputs : seconds != 0 ? Long.MAX_VALUE : CI_INPUTS;
    return new Options(seed, first, limit, seconds, (int) Math.min(workers, limit), json);
  }

  private static long number(String[] args, int at, long least) {
    try {
      long number = Long.parseLong(args[at]);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      // Told below.
    }
    throw new IllegalArgumentException(args[at - 1] + " needs a number, " + least + " or more");
  }
}
