// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.evo.shm.Liveness;
import org.evo.shm.SkippedFile;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/** Answers by file name; what it was not told about has vanished. Thread-safe. */
final class FakeProbe implements SegmentProbe {

  private final Path directory;
  private final Map<String, ProbeResult> answers = new ConcurrentHashMap<>();
  private final AtomicInteger probes = new AtomicInteger();

  private Runnable looked = () -> {};

  FakeProbe(Path directory) {
    this.directory = directory;
  }

  void segment(String fileName, String name, Liveness liveness, long generation) {
    segment(
        Sample.of(name)
            .file(directory.resolve(fileName))
            .liveness(liveness)
            .generation(generation));
  }

  void segment(Sample sample) {
    answers.put(sample.fileName(), sample.found());
  }

  void retired(String fileName, String name) {
    segment(Sample.of(name).file(directory.resolve(fileName)).retired());
  }

  void skipped(String fileName, String reason) {
    answers.put(
        fileName, new ProbeResult.Skipped(new SkippedFile(directory.resolve(fileName), reason)));
  }

  /** A live segment with a file. */
  Sample create(String name) {
    return put(Sample.of(name).file(directory.resolve("evo_app_" + name + "_1")));
  }

  /** A segment with a file. */
  Sample put(Sample sample) {
    segment(sample);
    try {
      Files.write(directory.resolve(sample.fileName()), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sample;
  }

  /** Its file goes away. */
  void remove(Sample sample) {
    answers.remove(sample.fileName());
    try {
      Files.deleteIfExists(directory.resolve(sample.fileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What happens while a file is looked at. */
  void whileLooking(Runnable action) {
    looked = action;
  }

  int probes() {
    return probes.get();
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
    probes.incrementAndGet();
    looked.run();
    return answers.getOrDefault(file.getFileName().toString(), new ProbeResult.Gone());
  }
}
