// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One directory, two containers that clean it and are never killed, a process whose segments live
 * throughout, and a reader attached to each of these.
 */
final class CleanupScene implements AutoCloseable {

  static final long GRACE_MS = 500;
  static final long PERIOD_MS = 1000;

  private static final int SURVIVORS = 2;
  private static final String PARKED = "parked";
  private static final List<Shape> LIVE =
      List.of(
          Shape.slotted(4, 4096),
          Shape.classic(4096),
          Shape.slotted(64, 64),
          Shape.slotted(1, 64),
          Shape.classic(64));

  private final Programs programs;
  private final SegmentFiles files;
  private final Path storage;
  private final List<CleaningContainer> survivors = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private final AtomicInteger names = new AtomicInteger();
  private final AtomicInteger containers = new AtomicInteger();
  private final Child steady;

  CleanupScene(Programs programs, SegmentFiles files, Path storage) {
    this.programs = programs;
    this.files = files;
    this.storage = storage;
    for (int i = 0; i < SURVIVORS; i++) {
      survivors.add(startContainer());
    }
    List<String> others = new ArrayList<>();
    for (int i = 0; i < LIVE.size(); i++) {
      others.addAll(List.of(live(i), LIVE.get(i).toString()));
    }
    steady =
        programs.lasting(
            SteadyWriters.class,
            SteadyWriters.arguments(
                files.directory(), 3 * GRACE_MS, PARKED, Shape.slotted(4, 64), others));
    steady.await("ready");
    for (int i = 0; i < LIVE.size(); i++) {
      observers.add(new Observer(files.directory(), live(i)));
    }
    observers.add(new Observer(files.directory(), PARKED));
  }

  Programs programs() {
    return programs;
  }

  SegmentFiles files() {
    return files;
  }

  List<CleaningContainer> survivors() {
    return survivors;
  }

  CleaningContainer startContainer() {
    Path own = storage.resolve("container" + containers.incrementAndGet());
    return new CleaningContainer(programs.container(files.directory(), own, GRACE_MS, PERIOD_MS));
  }

  /** A segment of the process that lives throughout. */
  static String live(int number) {
    return "live" + number;
  }

  static int liveSegments() {
    return LIVE.size();
  }

  /** A name that was never used before. */
  String freshName() {
    return "w%06d".formatted(names.incrementAndGet());
  }

  /** What lies about that does not belong to a live segment. */
  List<String> others() {
    return files.names().stream()
        .filter(name -> !name.contains(PARKED))
        .filter(name -> LIVE.stream().noneMatch(s -> name.contains(live(LIVE.indexOf(s)))))
        .toList();
  }

  /** Whether every live segment is still being read. */
  void awaitProgress() {
    long nowNs = System.nanoTime();
    observers.forEach(observer -> observer.await(nowNs));
  }

  /** Ends what lives; what it has to say. */
  void end(CleanupTally tally) {
    ReadTally read = ReadTally.NONE;
    for (Observer observer : observers) {
      read = read.plus(observer.end());
    }
    steady.say("end");
    String line = steady.line();
    while (!line.startsWith("tally")) {
      tally.wrong(line);
      line = steady.line();
    }
    String[] words = line.split(" ");
    tally.lived(Long.parseLong(words[1]), Long.parseLong(words[2]), read);
    survivors.forEach(container -> tally.cleaned(container.log()));
  }

  @Override
  public void close() {
    observers.forEach(Observer::close);
    survivors.forEach(CleaningContainer::close);
    steady.close();
  }
}
