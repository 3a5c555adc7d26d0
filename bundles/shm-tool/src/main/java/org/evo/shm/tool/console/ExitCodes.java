// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

/** The exit codes of all commands. */
public final class ExitCodes {

  /** Everything went well. */
  public static final int GOOD = 0;

  /** A problem was found, or the command failed. */
  public static final int PROBLEM = 1;

  /** The command line was wrong; nothing was touched. */
  public static final int USAGE = 2;

  private ExitCodes() {}
}
