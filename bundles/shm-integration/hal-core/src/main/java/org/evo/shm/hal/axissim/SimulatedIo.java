// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.axissim;

import org.evo.shm.contract.IoBanks;

/**
 * Inputs: the lower half of each bank is wired to the outputs, the upper half has a few signals of
 * its own. Owned by one thread. Hot.
 */
final class SimulatedIo {

  /** Channels that are wired to the output of the same number. */
  static final int WIRED_DIGITAL = IoBanks.DIGITAL / 2;

  /** Channels that are wired to the output of the same number. */
  static final int WIRED_ANALOG = IoBanks.ANALOG / 2;

  /** Is always set. */
  static final int POWER = WIRED_DIGITAL;

  /** Changes every half second. */
  static final int BLINK = WIRED_DIGITAL + 1;

  /** Is set while an axis moves. */
  static final int MOVING = WIRED_DIGITAL + 2;

  /** Rises from 0 to 10 V in 10 s, again and again. */
  static final int RAMP = WIRED_ANALOG;

  /** Swings between -10 and 10 V in 5 s. */
  static final int SINE = WIRED_ANALOG + 1;

  private static final long WIRED_BITS = (1L << WIRED_DIGITAL) - 1;
  private static final long NS_PER_S = 1_000_000_000L;
  private static final long BLINK_PERIOD_NS = NS_PER_S;
  private static final long RAMP_PERIOD_NS = 10 * NS_PER_S;
  private static final long SINE_PERIOD_NS = 5 * NS_PER_S;
  private static final double FULL_SCALE_V = 10;

  private final double[] analogInV = new double[IoBanks.ANALOG];
  private long digitalIn;

  /**
   * @param elapsedNs simulated time since the start
   */
  void update(long elapsedNs, boolean moving, long digitalOut, double[] analogOutV) {
    boolean blink = elapsedNs % BLINK_PERIOD_NS >= BLINK_PERIOD_NS / 2;
    digitalIn = digitalOut & WIRED_BITS | 1L << POWER | bit(BLINK, blink) | bit(MOVING, moving);
    System.arraycopy(analogOutV, 0, analogInV, 0, WIRED_ANALOG);
    analogInV[RAMP] = FULL_SCALE_V * phase(elapsedNs, RAMP_PERIOD_NS);
    analogInV[SINE] = FULL_SCALE_V * Math.sin(2 * Math.PI * phase(elapsedNs, SINE_PERIOD_NS));
  }

  long digitalIn() {
    return digitalIn;
  }

  double analogInV(int channel) {
    return analogInV[channel];
  }

  private static long bit(int channel, boolean set) {
    return set ? 1L << channel : 0;
  }

  private static double phase(long elapsedNs, long periodNs) {
    return (double) (elapsedNs % periodNs) / periodNs;
  }
}
