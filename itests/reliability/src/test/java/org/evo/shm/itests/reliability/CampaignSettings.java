// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.concurrent.TimeUnit;

/**
 * How much a campaign does.
 *
 * @param minutes how long; 0 is the short form, which has a number of deaths instead
 * @param seed of every random choice
 */
record CampaignSettings(int minutes, long seed) {

  private static final int CRASH_POINTS_PERCENT = 50;
  private static final int CLEANUP_PERCENT = 22;

  /** As the build was asked. */
  static CampaignSettings ofBuild() {
    long seed = Long.getLong("reliability.seed", 0);
    return new CampaignSettings(
        Integer.getInteger("reliability.minutes", 0), seed == 0 ? System.nanoTime() : seed);
  }

  boolean isLong() {
    return minutes > 0;
  }

  /** How long it takes in all. */
  long timeNs() {
    return TimeUnit.MINUTES.toNanos(minutes);
  }

  /** How much of it the crash points may take at most. */
  long crashPointsNs() {
    return timeNs() / 100 * CRASH_POINTS_PERCENT;
  }

  /** How much of it is for kills where containers clean. */
  long cleanupNs() {
    return timeNs() / 100 * CLEANUP_PERCENT;
  }
}
