// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Both campaigns, in the short form of every build or for a given time, and their report. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReliabilityIT {

  private static final int CRASH_POINTS = 100;
  private static final int KILLS = 500;
  private static final int KILLS_INSIDE_A_WRITE = 100;

  private static final long CLEANUP_NS = TimeUnit.SECONDS.toNanos(40);

  private final long startNs = System.nanoTime();
  private final CampaignSettings settings = CampaignSettings.ofBuild();
  private final CrashTally crashes = new CrashTally();
  private Programs programs;
  private KillCampaign kills;
  private CleanupCampaign cleanup;

  @BeforeAll
  void prepare() {
    programs = Programs.ofBuild();
    kills = new KillCampaign(programs, settings.seed());
    cleanup = new CleanupCampaign(programs, settings.seed());
    Progress.say("-Dseed=" + settings.seed());
  }

  @AfterAll
  void report() throws IOException {
    CampaignReport report =
        new CampaignReport(settings, System.nanoTime() - startNs, crashes, kills, cleanup.tally());
    report.write(programs.scratch());
  }

  @Test
  @Order(1)
  void shouldBeTakenOverFromAtWhicheverSystemCallAWriterDies() {
    SegmentFiles root = SegmentFiles.temporary();
    try {
      CrashPointCampaign campaign = new CrashPointCampaign(programs, root, crashes);
      List<CrashPoint> points = campaign.points();
      Progress.say(points.size() + " crash points");
      Collections.shuffle(points, new Random(settings.seed()));
      if (settings.isLong()) {
        long firstNs = System.nanoTime();
        campaign.run(points, () -> System.nanoTime() - firstNs < settings.crashPointsNs());
      } else {
        campaign.run(points.subList(0, Math.min(CRASH_POINTS, points.size())), () -> true);
      }
    } finally {
      root.remove();
    }
    assertEquals(Map.of(), crashes.problems());
    assertTrue(crashes.deaths() > 0);
    for (Phase phase : Phase.values()) {
      assertTrue(crashes.points(phase) > 0, "no point in " + phase);
    }
  }

  @Test
  @Order(2)
  void shouldLeaveNothingStaleAndTakeNothingAliveWhereContainersClean() {
    CleanupTally tally = cleanup.forTime(settings.isLong() ? settings.cleanupNs() : CLEANUP_NS);
    assertEquals(List.of(), tally.problems());
    assertEquals(0, tally.wrong());
    assertEquals(0, tally.stale());
    assertEquals(0, tally.leaks());
    assertEquals(0, tally.readersCountedAfterwards());
    assertEquals(0, tally.read().torn());
    assertEquals(0, tally.read().backwards());
    for (Blow blow : Blow.values()) {
      assertTrue(tally.kills().containsKey(blow), "nothing killed: " + blow);
    }
  }

  @Test
  @Order(3)
  void shouldGoOnReadingAndWritingThroughKillsAtRandomMoments() {
    KillTally tally =
        settings.isLong()
            ? kills.forTime(settings.timeNs() - (System.nanoTime() - startNs))
            : kills.forKills(KILLS);
    assertEquals(List.of(), tally.problems());
    assertEquals(0, tally.read().torn());
    assertEquals(0, tally.read().backwards());
    assertEquals(0, tally.stuck());
    assertEquals(0, tally.residue());
    assertEquals(0, tally.leaks());
    assertEquals(0, tally.readersCountedAfterwards());
    assertTrue(tally.read().reads() > 0);
    if (!settings.isLong()) {
      assertTrue(tally.kills() >= KILLS, tally.kills() + " kills");
      assertTrue(tally.deaths(Death.INSIDE_WRITE) >= KILLS_INSIDE_A_WRITE);
    }
  }
}
