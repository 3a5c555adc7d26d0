// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

/** The axes of a machine. */
public final class Axes {

  /** Places for axes in every record: indices 0 to 3. */
  public static final int COUNT = 4;

  private Axes() {}
}
