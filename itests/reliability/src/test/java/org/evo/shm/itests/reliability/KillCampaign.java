// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Sessions of kills on segments of every shape, two at a time. */
final class KillCampaign {

  static final List<Shape> SHAPES =
      List.of(
          Shape.slotted(4, 4096),
          Shape.classic(4096),
          Shape.slotted(64, 64),
          Shape.slotted(1, 64),
          Shape.classic(64),
          Shape.slotted(1, 4096),
          Shape.slotted(64, 4096),
          Shape.slotted(4, 1 << 20),
          Shape.classic(1 << 20),
          Shape.slotted(1, 1 << 20));

  private static final int AT_A_TIME = 2;
  private static final KillSession.Pace SHORT_FORM = new KillSession.Pace(800, 2);
  private static final KillSession.Pace LONG_FORM = new KillSession.Pace(0, 1);
  private static final int REPORT_EVERY = 25;

  private final Programs programs;
  private final long seed;
  private final Map<Shape, KillTally> byShape = new LinkedHashMap<>();

  KillCampaign(Programs programs, long seed) {
    this.programs = programs;
    this.seed = seed;
    SHAPES.forEach(shape -> byShape.put(shape, new KillTally()));
  }

  /** What it came to, by the shape of the segment. */
  Map<Shape, KillTally> byShape() {
    return byShape;
  }

  /** A number of kills, shared out evenly. */
  KillTally forKills(int kills) {
    int each = (kills + SHAPES.size() - 1) / SHAPES.size();
    return run((session, startNs) -> session.tally().kills() < each, SHORT_FORM);
  }

  /** As long as that, shared out evenly; readers never rest. */
  KillTally forTime(long timeNs) {
    long eachNs = timeNs * AT_A_TIME / SHAPES.size();
    return run((session, startNs) -> System.nanoTime() - startNs < eachNs, LONG_FORM);
  }

  private interface Limit {
    boolean allows(KillSession session, long startNs);
  }

  private KillTally run(Limit limit, KillSession.Pace pace) {
    SegmentFiles root = SegmentFiles.temporary();
    ExecutorService lanes = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<?>> sessions = new ArrayList<>();
      for (Shape shape : SHAPES) {
        sessions.add(lanes.submit(() -> session(shape, root, limit, pace)));
      }
      for (Future<?> session : sessions) {
        session.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      lanes.shutdownNow();
      root.remove();
    }
    return sum();
  }

  /** What it came to in all. */
  KillTally sum() {
    KillTally sum = new KillTally();
    byShape.values().forEach(sum::add);
    return sum;
  }

  private void session(Shape shape, SegmentFiles root, Limit limit, KillSession.Pace pace) {
    SegmentFiles files = root.inside(shape.toString().replace(':', '-'));
    Random random = new Random(seed + SHAPES.indexOf(shape));
    try (KillSession session = new KillSession(programs, files, shape, pace, random)) {
      long startNs = System.nanoTime();
      BooleanSupplier goOn =
          () -> {
            int kills = session.tally().kills();
            if (kills % REPORT_EVERY == 0) {
              Progress.say(shape + ": " + kills + " kills");
            }
            return limit.allows(session, startNs);
          };
      KillTally tally = session.run(goOn);
      tally.problems().forEach(Progress::say);
      byShape.get(shape).add(tally);
    }
    Progress.say(shape + " done: " + byShape.get(shape).kills() + " kills");
  }
}
