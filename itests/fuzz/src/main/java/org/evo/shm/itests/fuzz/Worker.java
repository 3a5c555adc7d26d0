// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.SegmentLimits;

/**
 * Tries inputs one after the other, in a JVM of its own that may die of one. Prints its tally as
 * JSON at the end.
 */
public final class Worker {

  private static final int WARM_UP = 500;
  private static final int MOST_FINDINGS = 50;
  private static final int SPARE_DESCRIPTORS = 8;
  private static final int SPARE_MAPPINGS = 200;
  private static final long RELEASE_NS = TimeUnit.SECONDS.toNanos(20);

  private final Share share;
  private final Stage stage;
  private final LinuxPlatform platform;
  private final LinuxPlatform elsewhere;
  private final List<Template> templates;
  private final Position position;
  private final Tally tally = Tally.empty();

  private Worker(Share share) throws IOException {
    this.share = share;
    Path directory = Files.createDirectory(share.home().resolve("segments"));
    this.stage = new Stage(directory, share.home());
    this.platform =
        new LinuxPlatform(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
    this.elsewhere =
        new LinuxPlatform(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
    this.templates = Templates.make(directory);
    this.position = new Position(share.position());
  }

  /**
   * Entry point of the JVM.
   *
   * @param args those of {@link Share#arguments}
   */
  public static void main(String[] args) throws IOException {
    Tally tally = new Worker(Share.parse(args)).work();
    System.out.println(new Gson().toJson(tally));
  }

  private Tally work() throws IOException {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(share.seconds());
    long number = share.first();
    Resources before = Resources.now(stage.directory());
    long done = 0;
    while (done < share.inputs()
        && (share.seconds() == 0 || System.nanoTime() - endNs < 0)
        && tally.findings().size() < MOST_FINDINGS) {
      position.set(number, done, tally.findings().size());
      Input input = new Input(share.seed(), number);
      new Trial(platform, elsewhere, stage, tally, input, input.scene(templates)).run();
      number += share.stride();
      if (++done == WARM_UP) {
        before = Resources.now(stage.directory());
      }
    }
    position.set(number, done, tally.findings().size());
    checkReleased(before, number);
    return tally;
  }

  /** Mappings go back when the garbage collector finds their buffers unreachable. */
  private void checkReleased(Resources before, long number) throws IOException {
    long deadlineNs = System.nanoTime() + RELEASE_NS;
    Resources after = collected();
    while (isMore(before, after) && System.nanoTime() - deadlineNs < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      after = collected();
    }
    if (isMore(before, after)) {
      String what = "held before: " + before + ", at the end: " + after;
      tally.findings().add(new Finding(number, "ALL", "resources", what));
    }
  }

  private Resources collected() throws IOException {
    System.gc();
    return Resources.now(stage.directory());
  }

  private static boolean isMore(Resources before, Resources after) {
    return after.ofDirectory() > 0
        || after.descriptors() > before.descriptors() + SPARE_DESCRIPTORS
        || after.mappings() > before.mappings() + SPARE_MAPPINGS;
  }
}
