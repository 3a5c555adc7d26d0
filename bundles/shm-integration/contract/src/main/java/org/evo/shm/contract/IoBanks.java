// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

/** The inputs and outputs of a machine. */
public final class IoBanks {

  /** Digital channels of a bank; bit {@code i} of the word is channel {@code i}. */
  public static final int DIGITAL = 64;

  /** Analog channels of a bank. */
  public static final int ANALOG = 16;

  private IoBanks() {}
}
