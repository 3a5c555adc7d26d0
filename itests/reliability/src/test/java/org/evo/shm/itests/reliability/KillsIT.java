// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KillsIT {

  private static final int KILLS = 500;
  private static final int INSIDE_A_WRITE = 100;

  @Test
  void shouldGoOnReadingAndWritingThroughKillsAtRandomMoments() {
    CampaignSettings settings = CampaignSettings.ofBuild();
    KillCampaign campaign = new KillCampaign(Programs.ofBuild(), settings);
    KillTally tally = settings.isLong() ? campaign.forMinutes() : campaign.forKills(KILLS);
    Progress.say(
        "kills "
            + tally.kills()
            + ", takeover in ns "
            + tally.takeoversNs()
            + ", read "
            + tally.read());
    assertEquals(List.of(), tally.problems());
    assertEquals(0, tally.read().torn());
    assertEquals(0, tally.read().backwards());
    assertEquals(0, tally.stuck());
    assertEquals(0, tally.residue());
    assertEquals(0, tally.leaks());
    assertEquals(0, tally.readersCountedAfterwards());
    assertTrue(tally.kills() >= KILLS);
    assertTrue(tally.deaths(Death.INSIDE_WRITE) >= INSIDE_A_WRITE);
    assertTrue(tally.read().reads() > 0);
  }
}
