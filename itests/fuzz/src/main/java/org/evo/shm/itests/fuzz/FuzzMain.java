// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.io.IOException;

/** Runs a campaign and prints its report. Exit codes: 0 no finding, 1 findings, 2 wrong usage. */
public final class FuzzMain {

  private FuzzMain() {}

  /**
   * Entry point.
   *
   * @param args see {@link Options#USAGE}
   */
  public static void main(String[] args) throws IOException {
    System.exit(run(args));
  }

  private static int run(String... args) throws IOException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("fuzz: " + e.getMessage() + "; " + Options.USAGE);
      return 2;
    }
    Report report = new Campaign(options, System.err).run();
    System.out.println(options.json() ? report.json() : report.text());
    return report.isGood() ? 0 : 1;
  }
}
