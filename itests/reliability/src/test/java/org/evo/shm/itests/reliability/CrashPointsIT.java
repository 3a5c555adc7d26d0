// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CrashPointsIT {

  private static final int SHORT_FORM = 120;
  private static final int STRANDING = 6;

  @Test
  void shouldLeaveABetterPlaceBehindWhereverAWriterDies() {
    CampaignSettings settings = CampaignSettings.ofBuild();
    SegmentFiles root = SegmentFiles.temporary();
    try {
      CrashPointCampaign campaign = new CrashPointCampaign(Programs.ofBuild(), root);
      List<CrashPoint> all = campaign.points();
      Map<Phase, Long> byPhase =
          all.stream().collect(Collectors.groupingBy(CrashPoint::phase, Collectors.counting()));
      for (Phase phase : Phase.values()) {
        assertTrue(byPhase.getOrDefault(phase, 0L) > 0, "no point in " + phase);
      }
      Progress.say(all.size() + " crash points " + byPhase + ", seed " + settings.seed());
      List<CrashPoint> chosen = new ArrayList<>(all);
      chosen.removeAll(stranding(all));
      if (!settings.isLong()) {
        Collections.shuffle(chosen, new Random(settings.seed()));
        chosen = chosen.subList(0, Math.min(SHORT_FORM, chosen.size()));
      }
      assertEquals(Map.of(), campaign.run(chosen));
    } finally {
      root.remove();
    }
  }

  /**
   * From the moment a new file has taken the name until the old one is retired: whoever is attached
   * to the old one stays there when the claimer dies, until readers look at the name themselves.
   */
  private static List<CrashPoint> stranding(List<CrashPoint> all) {
    List<CrashPoint> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean firstRename =
          all.get(i).phase() == Phase.NEW_GENERATION
              && all.get(i).point().endsWith(":rename:after")
              && all.get(i + 1).point().endsWith(":statx:before");
      if (firstRename) {
        found.addAll(all.subList(i, i + STRANDING));
      }
    }
    return found;
  }
}
