// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.ArrayList;
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

/** Finds the crash points, and lets victims die at them, one process each. */
final class CrashPointCampaign {

  private static final int AT_A_TIME = 2;
  private static final int REPORT_EVERY = 50;
  private static final List<Shape> SHAPES = List.of(Shape.slotted(4, 4096), Shape.classic(4096));

  private final Programs programs;
  private final SegmentFiles root;
  private final AtomicInteger directories = new AtomicInteger();

  CrashPointCampaign(Programs programs, SegmentFiles root) {
    this.programs = programs;
    this.root = root;
  }

  /** Every point of every phase, in the order in which a process that does not die passes them. */
  List<CrashPoint> points() {
    List<CrashPoint> points = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      for (Shape shape : SHAPES) {
        passed(phase, shape).forEach(name -> points.add(new CrashPoint(phase, shape, name)));
      }
    }
    return points;
  }

  private List<String> passed(Phase phase, Shape shape) {
    SegmentFiles files = directory();
    if (phase.before() == Phase.Before.ORPHAN) {
      makeOrphans(Map.of(files, shape));
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

  /** Dies at each of the points; the problems, by point. */
  Map<CrashPoint, List<String>> run(List<CrashPoint> points) {
    Map<CrashPoint, SegmentFiles> places = new LinkedHashMap<>();
    points.forEach(point -> places.put(point, directory()));
    Map<SegmentFiles, Shape> orphans = new LinkedHashMap<>();
    places.forEach(
        (point, files) -> {
          if (point.phase().before() == Phase.Before.ORPHAN) {
            orphans.put(files, point.shape());
          }
        });
    makeOrphans(orphans);
    Map<CrashPoint, List<String>> problems = new LinkedHashMap<>();
    Queue<Map.Entry<CrashPoint, SegmentFiles>> todo =
        new ConcurrentLinkedQueue<>(places.entrySet());
    ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < AT_A_TIME; i++) {
        all.add(workers.submit(() -> work(todo, problems)));
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
    return problems;
  }

  /** The next victim starts while the present one is being looked at. */
  private void work(
      Queue<Map.Entry<CrashPoint, SegmentFiles>> todo, Map<CrashPoint, List<String>> problems) {
    Child victim = programs.victim();
    try {
      for (var next = todo.poll(); next != null; next = todo.poll()) {
        victim.await("ready");
        Child present = victim;
        victim = programs.victim();
        try (present) {
          List<String> found = new CrashPointRun(next.getKey(), next.getValue()).run(present);
          if (!found.isEmpty()) {
            synchronized (problems) {
              problems.put(next.getKey(), found);
            }
            Progress.say("crash point " + next.getKey() + ": " + found);
          }
        }
        if (todo.size() % REPORT_EVERY == 0) {
          Progress.say("crash points to go: " + todo.size());
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

  private SegmentFiles directory() {
    return root.inside(Integer.toString(directories.incrementAndGet()));
  }
}
