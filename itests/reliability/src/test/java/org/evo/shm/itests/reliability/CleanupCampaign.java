// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Kills writers, readers and whole containers while two containers clean. */
final class CleanupCampaign {

  private static final int LANES = 4;
  private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(30);
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int REPORT_EVERY = 25;

  /** What the lanes beside the first one do: most of it is cheap, and starts no virtual machine. */
  private static final List<Blow> BLOWS =
      List.of(
          Blow.WRITER,
          Blow.WRITER,
          Blow.WRITER,
          Blow.CHURNING_WRITER,
          Blow.CHURNING_WRITER,
          Blow.HEIR,
          Blow.HEIR,
          Blow.PARKED_WRITER,
          Blow.WRITER_OF_READER,
          Blow.READER);

  private final Programs programs;
  private final long seed;
  private final CleanupTally tally = new CleanupTally();

  CleanupCampaign(Programs programs, long seed) {
    this.programs = programs;
    this.seed = seed;
  }

  CleanupTally tally() {
    return tally;
  }

  /** Goes on for that long, and a little more until everything has been cleaned. */
  CleanupTally forTime(long timeNs) {
    SegmentFiles files = SegmentFiles.temporary();
    SegmentFiles storage = SegmentFiles.temporary();
    try (CleanupScene scene = new CleanupScene(programs, files, storage.directory())) {
      run(scene, timeNs);
    } finally {
      storage.remove();
      List<String> left = files.names();
      if (!left.isEmpty()) {
        tally.stale("left when all had ended: " + left);
      }
      files.remove();
    }
    return tally;
  }

  private void run(CleanupScene scene, long timeNs) {
    long startNs = System.nanoTime();
    CleanupLane first = new CleanupLane(scene, tally, seed, 0);
    for (Blow blow : Blow.values()) {
      first.strike(blow);
    }
    settle(scene);
    List<Holdings> atFirst = holdings(scene);
    strike(scene, startNs + timeNs);
    settle(scene);
    scene.awaitProgress();
    List<Holdings> atLast = holdings(scene);
    for (int i = 0; i < atLast.size(); i++) {
      tally.leaks(atLast.get(i).moreThan(atFirst.get(i)));
    }
    scene.end(tally);
  }

  private void strike(CleanupScene scene, long untilNs) {
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < LANES; i++) {
        int number = i;
        all.add(lanes.submit(() -> lane(scene, number, untilNs)));
      }
      for (Future<?> lane : all) {
        lane.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      lanes.shutdownNow();
    }
  }

  private void lane(CleanupScene scene, int number, long untilNs) {
    CleanupLane lane = new CleanupLane(scene, tally, seed, number);
    Random random = new Random(seed * 31 + number);
    int blows = 0;
    while (System.nanoTime() - untilNs < 0) {
      lane.strike(number == 0 ? Blow.CONTAINER : BLOWS.get(random.nextInt(BLOWS.size())));
      scene.awaitProgress();
      if (++blows % REPORT_EVERY == 0) {
        Progress.say("cleanup: " + tally.killsInAll() + " kills");
      }
    }
  }

  private static void settle(CleanupScene scene) {
    long startNs = System.nanoTime();
    while (!scene.others().isEmpty() && System.nanoTime() - startNs < SETTLE_NS) {
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private static List<Holdings> holdings(CleanupScene scene) {
    return scene.survivors().stream()
        .map(survivor -> Holdings.of(survivor, scene.files().directory()))
        .toList();
  }
}
