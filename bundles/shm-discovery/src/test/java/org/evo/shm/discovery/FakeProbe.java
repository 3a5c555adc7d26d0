// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentState;
import org.evo.shm.SkippedFile;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/** Answers by file name; what it was not told about has vanished. */
final class FakeProbe implements SegmentProbe {

  private final Path directory;
  private final Map<String, ProbeResult> answers = new HashMap<>();
  private int probes;

  FakeProbe(Path directory) {
    this.directory = directory;
  }

  void segment(String fileName, String name, Liveness liveness, long generation) {
    answers.put(
        fileName,
        new ProbeResult.Segment(
            info(fileName, name, liveness, generation), true, liveness == Liveness.DEAD));
  }

  void retired(String fileName, String name) {
    answers.put(
        fileName, new ProbeResult.Segment(info(fileName, name, Liveness.DEAD, 1), false, false));
  }

  void skipped(String fileName, String reason) {
    answers.put(
        fileName, new ProbeResult.Skipped(new SkippedFile(directory.resolve(fileName), reason)));
  }

  int probes() {
    return probes;
  }

  private SegmentInfo info(String fileName, String name, Liveness liveness, long generation) {
    return new SegmentInfo(
        name,
        "app",
        directory.resolve(fileName),
        new SegmentInfo.Geometry(SegmentLayout.SLOTTED, 4, 4096, 4096, 20480, false),
        new SegmentInfo.Owner(liveness, 1, generation, Instant.EPOCH),
        SegmentState.ACTIVE,
        new SegmentInfo.Activity(2, false, 1000, 0),
        Optional.empty());
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public boolean isCandidate(String fileName) {
    return fileName.startsWith("evo_") && !fileName.endsWith(".meta");
  }

  @Override
  public Optional<String> companionOf(String fileName) {
    return fileName.startsWith(".lock-") ? Optional.of(fileName.substring(6)) : Optional.empty();
  }

  @Override
  public ProbeResult probe(Path file) {
    probes++;
    return answers.getOrDefault(file.getFileName().toString(), new ProbeResult.Gone());
  }
}
