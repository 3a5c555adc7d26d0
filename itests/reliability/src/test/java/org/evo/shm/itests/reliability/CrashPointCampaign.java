// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Finds the crash points, and lets victims die at them, one process each. */
final class CrashPointCampaign {

  private static final int AT_A_TIME = 2;
  private static final int REPORT_EVERY = 50;

  /** What one process can own before it is killed. */
  private static final int BATCH = 100;

  /** A cleaner does next to nothing between two calls: behind one is before the next. */
  private static final String BEHIND = ":after";

  private static final List<Shape> SHAPES = List.of(Shape.slotted(4, 4096), Shape.classic(4096));

  private final Programs programs;
  private final SegmentFiles root;
  private final CrashTally tally;
  private final Map<Shape, SegmentFiles> litter = new HashMap<>();
  private final AtomicInteger directories = new AtomicInteger();

  CrashPointCampaign(Programs programs, SegmentFiles root, CrashTally tally) {
    this.programs = programs;
    this.root = root;
    this.tally = tally;
  }

  /** Every point of every phase, in the order in which a process that does not die passes them. */
  List<CrashPoint> points() {
    List<CrashPoint> points = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      for (Shape shape : SHAPES) {
        passed(phase, shape).stream()
            .filter(name -> phase != Phase.CLEANUP || !name.endsWith(BEHIND))
            .forEach(name -> points.add(new CrashPoint(phase, shape, name)));
      }
    }
    tally.found(points);
    return points;
  }

  private List<String> passed(Phase phase, Shape shape) {
    SegmentFiles files = directory();
    switch (phase.before()) {
      case NOTHING -> {}
      case ORPHAN -> makeOrphans(Map.of(files, shape));
      case LITTER -> litter(shape).copyTo(files);
    }
    try (Child survivor = programs.victim()) {
      survivor.await("ready");
      survivor.say(files.directory() + " " + phase.victimShape(shape) + " " + phase.id() + " -");
      List<String> points = new ArrayList<>();
      for (String line = survivor.line(); !line.equals("end"); line = survivor.line()) {
        points.add(line);
      }
      return points;
    }
  }

  /** Dies at one point after the other, as long as it may. */
  void run(List<CrashPoint> points, BooleanSupplier goOn) {
    for (int i = 0; i < points.size() && goOn.getAsBoolean(); i += BATCH) {
      runBatch(points.subList(i, Math.min(points.size(), i + BATCH)), goOn);
    }
  }

  private void runBatch(List<CrashPoint> points, BooleanSupplier goOn) {
    Map<CrashPoint, SegmentFiles> places = new LinkedHashMap<>();
    points.forEach(point -> places.put(point, directory()));
    places.forEach(
        (point, files) -> {
          if (point.phase().before() == Phase.Before.LITTER) {
            litter(point.shape()).copyTo(files);
          }
        });
    makeOrphans(withOrphans(places));
    Queue<Map.Entry<CrashPoint, SegmentFiles>> todo =
        new ConcurrentLinkedQueue<>(places.entrySet());
    ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < AT_A_TIME; i++) {
        all.add(workers.submit(() -> work(todo, goOn)));
      }
      for (Future<?> worker : all) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private static Map<SegmentFiles, Shape> withOrphans(Map<CrashPoint, SegmentFiles> places) {
    Map<SegmentFiles, Shape> orphans = new LinkedHashMap<>();
    places.forEach(
        (point, files) -> {
          if (point.phase().before() == Phase.Before.ORPHAN) {
            orphans.put(files, point.shape());
          }
        });
    return orphans;
  }

  /** The next victim starts while the present one is being looked at. */
  private void work(Queue<Map.Entry<CrashPoint, SegmentFiles>> todo, BooleanSupplier goOn) {
    Child victim = programs.victim();
    try {
      for (var next = todo.poll(); next != null && goOn.getAsBoolean(); next = todo.poll()) {
        victim.await("ready");
        Child present = victim;
        victim = programs.victim();
        try (present) {
          List<String> problems = new CrashPointRun(next.getKey(), next.getValue()).run(present);
          tally.died(next.getKey(), problems);
          if (!problems.isEmpty()) {
            Progress.say("crash point " + next.getKey() + ": " + problems);
          }
        }
        if (tally.deaths() % REPORT_EVERY == 0) {
          Progress.say("died at " + tally.deaths() + " crash points");
        }
      }
    } finally {
      victim.close();
    }
  }

  /** All of them belong to one process, which then is killed. */
  private void makeOrphans(Map<SegmentFiles, Shape> wanted) {
    try (Child maker = programs.mortal(OrphanMaker.class)) {
      wanted.forEach(
          (files, shape) -> {
            maker.say(files.directory() + " " + shape);
            maker.await("made");
          });
      maker.kill();
      maker.awaitExit();
    }
  }

  /**
   * What crashes leave: a retired file, its lock file and the metadata of a writer that died while
   * it closed, the file of another one, and debris.
   */
  private SegmentFiles litter(Shape shape) {
    return litter.computeIfAbsent(shape, this::makeLitter);
  }

  private SegmentFiles makeLitter(Shape shape) {
    SegmentFiles made = directory();
    String retired =
        passed(Phase.RETIRE, shape).stream()
            .filter(point -> point.endsWith(":unlink:before"))
            .findFirst()
            .orElseThrow();
    try (Child closing = programs.victim()) {
      closing.await("ready");
      closing.say(made.directory() + " " + shape + " " + Phase.RETIRE.id() + " " + retired);
      closing.awaitExit();
    }
    SegmentFiles orphan = directory();
    makeOrphans(Map.of(orphan, shape));
    // The second one takes over, so that it is clear which of the files is the older one.
    makeOrphans(Map.of(orphan, shape));
    orphan.copyTo(made);
    Litter.scatter(made.directory());
    return made;
  }

  private SegmentFiles directory() {
    return root.inside(Integer.toString(directories.incrementAndGet()));
  }
}
