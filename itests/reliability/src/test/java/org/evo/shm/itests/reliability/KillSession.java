// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One segment, one reader that stays, and writers that are killed one after another. While one
 * writes the next waits for the name, and those after it are being started. Owned by one thread.
 */
final class KillSession implements AutoCloseable {

  /** The protocol waits 2 s for an owner that is exiting; the rest is for a busy machine. */
  private static final long BOUND_MS = TimeUnit.SECONDS.toMillis(30);

  private static final int STANDBYS = 2;
  private static final int ROUNDS_PER_READER = 8;
  private static final int LONGEST_LIFE_US = 4000;
  private static final int LONGEST_CLOSE_US = 1500;
  private static final int LONGEST_CLAIM_US = 6000;
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(2);

  /** How often each death is aimed at, of 20. */
  private static final List<Death> AIMS =
      Stream.of(
              Collections.nCopies(8, Death.INSIDE_WRITE),
              Collections.nCopies(3, Death.WRITING),
              Collections.nCopies(1, Death.IDLE),
              Collections.nCopies(2, Death.TAKEOVER),
              Collections.nCopies(2, Death.PARK),
              Collections.nCopies(2, Death.BIRTH),
              Collections.nCopies(2, Death.RETIRE))
          .flatMap(List::stream)
          .toList();

  /**
   * What a session leaves to the other processes of the machine.
   *
   * @param restUs how long readers rest in each millisecond
   * @param inCOfThree how many of three writers are in C, which start at once
   */
  record Pace(long restUs, int inCOfThree) {}

  private record Mortal(Child process, boolean inC) {}

  private final Programs programs;
  private final SegmentFiles files;
  private final Shape shape;
  private final Pace pace;
  private final Random random;
  private final KillTally tally = new KillTally();
  private final Deque<Mortal> standbys = new ArrayDeque<>();
  private final Child reader;
  private ProcessFiles heldAtFirst;
  private Mortal owner;
  private int started;
  private int rounds;

  KillSession(Programs programs, SegmentFiles files, Shape shape, Pace pace, Random random) {
    this.programs = programs;
    this.files = files;
    this.shape = shape;
    this.pace = pace;
    this.random = random;
    this.reader =
        programs.lasting(
            LastingReader.class,
            files.directory().toString(),
            Shape.SEGMENT,
            Long.toString(pace.restUs()));
    refill();
  }

  /** Kills until it is told to stop; what it came to. */
  KillTally run(BooleanSupplier goOn) {
    try {
      begin();
      while (goOn.getAsBoolean()) {
        round();
      }
      end();
    } catch (StuckException e) {
      tally.stuck(shape + ": " + e.getMessage());
    } catch (IllegalStateException e) {
      tally.problem(shape + ": " + e.getMessage());
    }
    return tally;
  }

  KillTally tally() {
    return tally;
  }

  private void begin() {
    owner = standby();
    owner.process().say("claim");
    owner.process().await("owner");
    awaitReader(owner.process().pid());
    heldAtFirst = held();
    refill();
  }

  private void round() {
    rounds++;
    if (rounds % ROUNDS_PER_READER == 0) {
      killReader();
    }
    Death aim = AIMS.get(random.nextInt(AIMS.size()));
    if (owner.inC() && aim == Death.PARK) {
      aim = Death.BIRTH;
    }
    switch (aim) {
      case TAKEOVER -> killTwo();
      case BIRTH -> killChurning();
      default -> killOwner(aim);
    }
  }

  private void killOwner(Death aim) {
    Mortal heir = standby();
    String command = aim.command().orElseThrow();
    if (aim != Death.RETIRE) {
      owner.process().say(command);
      owner
          .process()
          .await(
              aim == Death.INSIDE_WRITE ? "inside" : command.equals("write") ? "writing" : command);
    }
    heir.process().say("claim");
    pause(LONGEST_LIFE_US);
    if (aim == Death.RETIRE) {
      owner.process().say(command);
      pause(LONGEST_CLOSE_US);
    }
    succeed(heir, kill(owner));
  }

  /** The name changes hands too fast for anybody to wait for it. */
  private void killChurning() {
    Mortal heir = standby();
    owner.process().say("churn");
    owner.process().await("living");
    pause(LONGEST_LIFE_US);
    kill(owner);
    heir.process().say("claim");
    heir.process().await("owner", BOUND_MS);
    awaitReader(heir.process().pid());
    owner = heir;
    refill();
  }

  private void killTwo() {
    Mortal first = standby();
    first.process().say("claim");
    first.process().await("claiming");
    pause(LONGEST_LIFE_US);
    kill(owner);
    pause(LONGEST_CLAIM_US);
    Mortal second = standby();
    second.process().say("claim");
    succeed(second, kill(first));
  }

  private void succeed(Mortal heir, long killedNs) {
    heir.process().await("owner", BOUND_MS);
    tally.tookOver(awaitReader(heir.process().pid()) - killedNs);
    owner = heir;
    refill();
  }

  private long kill(Mortal victim) {
    long residentBytes = ProcessFiles.residentBytes(victim.process().pid());
    long killedNs = victim.process().kill();
    victim.process().awaitExit();
    tally.died(Death.of(victim.process().lastWord()), victim.inC(), residentBytes);
    return killedNs;
  }

  /** When the reader read the first value of this writer. */
  private long awaitReader(long pid) {
    while (true) {
      String[] words = reader.await("writer", BOUND_MS).split(" ");
      if (Long.parseLong(words[0]) == pid) {
        return Long.parseLong(words[1]);
      }
    }
  }

  private void killReader() {
    try (Child mortal =
        programs.mortal(
            LastingReader.class,
            files.directory().toString(),
            Shape.SEGMENT,
            Long.toString(pace.restUs()))) {
      mortal.await("writer", BOUND_MS);
      pause(LONGEST_LIFE_US);
      mortal.kill();
      mortal.awaitExit();
    }
    long startNs = System.nanoTime();
    while (files.readers() > 1
        && System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(BOUND_MS)) {
      LockSupport.parkNanos(POLL_NS);
    }
    tally.readerDied(files.readers() - 1);
  }

  private void end() {
    ProcessFiles heldAtLast = held();
    owner.process().say("close");
    owner.process().await("closed", BOUND_MS);
    reader.say("end");
    tally.read(ReadTally.parse(reader.await("tally")));
    ProcessFiles heldAfterwards = ProcessFiles.of(reader.pid(), files.directory());
    tally.leaks(leaks(heldAtLast, heldAfterwards));
    standbys.forEach(mortal -> mortal.process().close());
    tally.residue(files.names());
  }

  private List<String> leaks(ProcessFiles atLast, ProcessFiles afterwards) {
    List<String> found = new ArrayList<>();
    if (atLast.segmentDescriptors() > heldAtFirst.segmentDescriptors()
        || atLast.segmentMappings() > heldAtFirst.segmentMappings()
        || atLast.descriptors() > heldAtFirst.descriptors()) {
      found.add(shape + ": the reader held " + heldAtFirst + " at first, at last " + atLast);
    }
    if (afterwards.segmentDescriptors() > 0 || afterwards.segmentMappings() > 0) {
      found.add(shape + ": the reader that had detached held " + afterwards);
    }
    return found;
  }

  private ProcessFiles held() {
    reader.say("settle");
    reader.await("settled");
    return ProcessFiles.of(reader.pid(), files.directory());
  }

  private Mortal standby() {
    Mortal next = standbys.remove();
    next.process().await("ready");
    return next;
  }

  private void refill() {
    Path directory = files.directory();
    while (standbys.size() < STANDBYS) {
      started++;
      boolean inC = programs.mortalInC().isPresent() && started % 3 < pace.inCOfThree();
      standbys.add(new Mortal(programs.writer(directory, Shape.SEGMENT, shape, inC), inC));
    }
  }

  /** At most so long, so that no moment is safe. */
  private void pause(int longestUs) {
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(longestUs)));
  }

  @Override
  public void close() {
    reader.close();
    standbys.forEach(mortal -> mortal.process().close());
    if (owner != null) {
      owner.process().close();
    }
  }
}
