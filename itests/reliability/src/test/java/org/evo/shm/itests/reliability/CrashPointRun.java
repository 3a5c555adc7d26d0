// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;

/**
 * One death at one crash point, and what comes after: a writer claims the name in one attempt, goes
 * on above every version and generation on record, the reader that was attached throughout reads
 * its value, and when the last one has closed nothing is left.
 */
final class CrashPointRun {

  private final CrashPoint point;
  private final SegmentFiles files;
  private final List<String> problems = new ArrayList<>();

  CrashPointRun(CrashPoint point, SegmentFiles files) {
    this.point = point;
    this.files = files;
  }

  /** What went wrong; the victim must have said {@code ready}. */
  List<String> run(Child victim) {
    if (point.phase() == Phase.CLEANUP) {
      return runCleanup(victim);
    }
    try (Observer observer = new Observer(files.directory())) {
      if (point.phase().before() == Phase.Before.ORPHAN) {
        observer.await(1);
      }
      die(victim);
      inherit(observer);
      ReadTally seen = observer.end();
      expect(seen.torn() == 0, seen.torn() + " torn values");
      expect(seen.backwards() == 0, seen.backwards() + " values out of order");
    } catch (ShmException | StuckException | IllegalStateException e) {
      problems.add(e.toString());
    }
    expect(files.names().isEmpty(), "left behind " + files.names());
    return problems;
  }

  /**
   * A second pass removes what the first one has left; before it, or behind it, somebody claims the
   * name.
   */
  private List<String> runCleanup(Child victim) {
    try (LinuxSharedMemory memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(files.directory()))) {
      die(victim);
      if ((point.hashCode() & 1) == 0) {
        inherit();
      }
      CleanupReport report = memory.cleanup(CleanupRequest.ALL.withGraceMs(0));
      expect(files.names().isEmpty(), "left by a second pass " + files.names() + ": " + report);
      inherit();
    } catch (ShmException | StuckException | IllegalStateException e) {
      problems.add(e.toString());
    }
    expect(files.names().isEmpty(), "left behind " + files.names());
    return problems;
  }

  private void inherit() {
    try (Observer observer = new Observer(files.directory())) {
      inherit(observer);
      observer.end();
    }
  }

  private void die(Child victim) {
    victim.say(
        String.join(
            " ",
            files.directory().toString(),
            point.phase().victimShape(point.shape()).toString(),
            point.phase().id(),
            point.point()));
    int exit = victim.awaitExit();
    expect(exit == Child.KILLED, "the victim ended with " + exit);
  }

  private void inherit(Observer observer) {
    long generation = files.highestGeneration();
    long version = files.highestVersion();
    try (LinuxSharedMemory memory =
            new LinuxSharedMemory(
                LinuxSettings.inDirectory(files.directory()).withLimits(SegmentLimits.NONE));
        SegmentWriter heir = memory.createWriter(point.shape().spec())) {
      byte[] payload = new byte[point.shape().payloadBytes()];
      long nowNs = System.nanoTime();
      ProvenPayload.fill(payload, nowNs, ProcessHandle.current().pid());
      long written = heir.write(payload);
      expect(written > version, "version " + written + " after " + version);
      long current = heir.info().owner().generation();
      expect(current > generation, "generation " + current + " after " + generation);
      observer.await(nowNs);
    }
  }

  private void expect(boolean good, String otherwise) {
    if (!good) {
      problems.add(otherwise);
    }
  }
}
