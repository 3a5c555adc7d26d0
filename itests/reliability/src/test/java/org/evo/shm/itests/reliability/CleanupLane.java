// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Kills one thing after another and waits each time until the containers have noticed, and cleaned.
 * Owned by one thread.
 */
final class CleanupLane {

  /** What no cleanup takes; the rest is for a busy machine. */
  private static final long BOUND_NS = TimeUnit.SECONDS.toNanos(30);

  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(CleanupScene.GRACE_MS);
  private static final long LONGEST_LIFE_NS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_HEIR_LIFE_NS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long LONGEST_CONTAINER_LIFE_NS = TimeUnit.SECONDS.toNanos(2);
  private static final int SEGMENTS_OF_A_CONTAINER = 3;

  private static final List<Shape> SHAPES =
      List.of(
          Shape.slotted(4, 4096),
          Shape.classic(4096),
          Shape.slotted(64, 64),
          Shape.slotted(1, 64),
          Shape.classic(64));

  /** Whose file stays as it was at the moment of the kill. */
  private static final List<Death> STILL = List.of(Death.INSIDE_WRITE, Death.WRITING, Death.IDLE);

  private final CleanupScene scene;
  private final CleanupTally tally;
  private final Random random;

  /** A live segment that no other lane attaches to. */
  private final String live;

  CleanupLane(CleanupScene scene, CleanupTally tally, long seed, int number) {
    this.scene = scene;
    this.tally = tally;
    this.random = new Random(seed + number);
    this.live = CleanupScene.live(number % CleanupScene.liveSegments());
  }

  void strike(Blow blow) {
    try {
      switch (blow) {
        case WRITER -> killWriter();
        case CHURNING_WRITER -> killChurning();
        case PARKED_WRITER -> killParked();
        case HEIR -> killHeir();
        case WRITER_OF_READER -> killWriterThenReader();
        case READER -> killReader();
        case CONTAINER -> killContainer();
      }
    } catch (StuckException | IllegalStateException e) {
      tally.problem(blow + ": " + e + "; in the directory " + scene.others());
    }
  }

  private void killWriter() {
    String name = scene.freshName();
    try (Child writer = startWriter(name, random.nextInt(4) > 0)) {
      claim(writer);
      Death aim = STILL.get(random.nextInt(STILL.size()));
      boolean known = random.nextInt(4) > 0;
      if (known) {
        awaitDiscovery(name);
      }
      writer.say(aim.command().orElseThrow());
      writer.await(aim.announcement());
      pause(LONGEST_LIFE_NS);
      long killedNs = kill(writer);
      tally.died(Blow.WRITER, 1);
      if (known) {
        awaitNotice(name, killedNs);
      }
      awaitRemoval(name, killedNs);
    }
  }

  private void killChurning() {
    String name = scene.freshName();
    boolean closing = random.nextBoolean();
    try (Child writer = startWriter(name, random.nextInt(4) > 0)) {
      claim(writer);
      writer.say(closing ? "close" : "churn");
      writer.await("closing");
      pause(closing ? POLL_NS : LONGEST_LIFE_NS);
      long killedNs = kill(writer);
      tally.died(Blow.CHURNING_WRITER, 1);
      awaitNothing(name, killedNs);
    }
  }

  private void killParked() {
    String name = scene.freshName();
    try (Child writer = startWriter(name, false)) {
      claim(writer);
      writer.say("leave");
      writer.await("left");
      pause(2 * GRACE_NS);
      if (scene.files().namesOf(name).isEmpty()) {
        tally.wrong(name + " went while it was parked");
      }
      long killedNs = kill(writer);
      tally.died(Blow.PARKED_WRITER, 1);
      awaitRemoval(name, killedNs);
    }
  }

  /** Somebody claims the name at the moment when it is to be cleaned. */
  private void killHeir() {
    String name = scene.freshName();
    Shape shape = anyShape();
    boolean inC = random.nextInt(4) > 0;
    try (Child writer = startWriter(name, shape, inC);
        Child heir = startWriter(name, shape, inC)) {
      claim(writer);
      awaitDiscovery(name);
      long killedNs = kill(writer);
      awaitNotice(name, killedNs);
      pauseUntil(killedNs + GRACE_NS - random.nextLong(GRACE_NS / 10) + POLL_NS * 30);
      claim(heir);
      long untilNs = System.nanoTime() + random.nextLong(LONGEST_HEIR_LIFE_NS);
      while (System.nanoTime() - untilNs < 0) {
        if (scene.files().namesOf(name).stream().noneMatch(file -> file.startsWith("evo_"))) {
          tally.wrong(name + " went though its heir lives");
          break;
        }
        LockSupport.parkNanos(POLL_NS);
      }
      long heirKilledNs = kill(heir);
      tally.died(Blow.HEIR, 2);
      awaitRemoval(name, heirKilledNs);
    }
  }

  private void killWriterThenReader() {
    String name = scene.freshName();
    try (Child writer = startWriter(name, true);
        Child reader = startReader(name)) {
      claim(writer);
      reader.await("writer");
      awaitDiscovery(name);
      long killedNs = kill(writer);
      awaitNotice(name, killedNs);
      pauseUntil(killedNs + GRACE_NS + random.nextLong(2 * GRACE_NS));
      if (scene.files().namesOf(name).stream().noneMatch(file -> file.startsWith("evo_"))) {
        tally.wrong(name + " went though it had a reader");
      }
      long readerKilledNs = kill(reader);
      tally.died(Blow.WRITER_OF_READER, 2);
      OptionalLong removedNs = awaitNothing(name, readerKilledNs);
      tally.removedWithoutReader(removedNs.orElse(System.nanoTime()) - readerKilledNs);
    }
  }

  private void killReader() {
    try (Child reader = startReader(live)) {
      reader.await("writer");
      pause(LONGEST_LIFE_NS);
      kill(reader);
      tally.died(Blow.READER, 1);
      // The observer is the other one.
      await(() -> scene.files().readers(live) <= 1);
      tally.countedReaders(live, scene.files().readers(live) - 1);
    }
  }

  private void killContainer() {
    try (CleaningContainer container = scene.startContainer()) {
      String[] owned = new String[SEGMENTS_OF_A_CONTAINER];
      for (int i = 0; i < owned.length; i++) {
        owned[i] = scene.freshName();
        container.ask("own " + owned[i], "owns");
      }
      container.ask("read " + live, "reads");
      for (String name : owned) {
        awaitDiscovery(name);
      }
      pause(LONGEST_CONTAINER_LIFE_NS);
      long killedNs = container.kill();
      tally.died(Blow.CONTAINER, 1);
      for (String name : owned) {
        awaitNotice(name, killedNs);
      }
      for (String name : owned) {
        awaitRemoval(name, killedNs);
      }
      tally.countedReaders(live, scene.files().readers(live) - 1);
    }
  }

  private Child startWriter(String name, boolean inC) {
    return startWriter(name, anyShape(), inC);
  }

  private Child startWriter(String name, Shape shape, boolean inC) {
    return scene.programs().writer(scene.files().directory(), name, shape, inC);
  }

  private Shape anyShape() {
    return SHAPES.get(random.nextInt(SHAPES.size()));
  }

  private Child startReader(String segment) {
    return scene
        .programs()
        .mortal(LastingReader.class, scene.files().directory().toString(), segment, "900");
  }

  private static void claim(Child writer) {
    writer.await("ready");
    writer.say("claim");
    writer.await("owner");
  }

  private static long kill(Child process) {
    long killedNs = process.kill();
    process.awaitExit();
    return killedNs;
  }

  /** Both containers know it: only who was seen alive is told of as dead. */
  private void awaitDiscovery(String name) {
    for (CleaningContainer survivor : scene.survivors()) {
      if (!await(() -> survivor.log().first("CREATED", name, 0).isPresent())) {
        throw new StuckException("container " + survivor.pid() + " does not discover " + name);
      }
    }
  }

  /** Both containers tell their listeners that the writer is dead. */
  private void awaitNotice(String name, long killedNs) {
    for (CleaningContainer survivor : scene.survivors()) {
      ContainerLog log = survivor.log();
      if (!await(() -> isTold(log, name, killedNs))) {
        throw new StuckException(
            "container " + survivor.pid() + " does not tell that the writer of " + name + " died");
      }
      log.first("WRITER_DEAD", name, killedNs)
          .ifPresentOrElse(atNs -> tally.noticed(atNs - killedNs), tally::noticedTooLate);
    }
  }

  /** One that is late finds that the other container has removed it already. */
  private static boolean isTold(ContainerLog log, String name, long killedNs) {
    return log.first("WRITER_DEAD", name, killedNs).isPresent()
        || log.first("REMOVED", name, killedNs).isPresent();
  }

  private void awaitRemoval(String name, long killedNs) {
    OptionalLong told = awaitNothing(name, killedNs);
    long removedNs = told.orElse(System.nanoTime());
    if (removedNs - killedNs < GRACE_NS) {
      tally.wrong(name + " went " + (removedNs - killedNs) / 1_000_000 + " ms after the kill");
    }
    long wanted =
        scene.survivors().stream()
            .filter(survivor -> survivor.log().first("wanted", name, killedNs).isPresent())
            .count();
    tally.removed(removedNs - killedNs, (int) wanted);
  }

  /** Waits until nothing of a name is left; when a survivor said so, if one did. */
  private OptionalLong awaitNothing(String name, long killedNs) {
    if (!await(() -> scene.files().namesOf(name).isEmpty())) {
      tally.stale(name + " is left: " + scene.files().namesOf(name));
    }
    return scene.survivors().stream()
        .map(survivor -> survivor.log().first("removed", name, killedNs))
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }

  private static boolean await(BooleanSupplier condition) {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNs > BOUND_NS) {
        return false;
      }
      LockSupport.parkNanos(POLL_NS);
    }
    return true;
  }

  /** At most so long, so that no moment is safe. */
  private void pause(long longestNs) {
    LockSupport.parkNanos(random.nextLong(longestNs));
  }

  private static void pauseUntil(long timeNs) {
    for (long leftNs = timeNs - System.nanoTime();
        leftNs > 0;
        leftNs = timeNs - System.nanoTime()) {
      LockSupport.parkNanos(leftNs);
    }
  }
}
