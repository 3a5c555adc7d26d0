// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/**
 * The platform's probe, which goes and comes back while the index stays. Whoever replaces it sees
 * to it that nobody is looking. Thread-safe.
 */
final class SwitchedProbe implements SegmentProbe {

  private volatile Optional<SegmentProbe> present = Optional.empty();

  /** From now on that one looks; empty: nobody does. */
  void use(Optional<SegmentProbe> next) {
    present = next;
  }

  boolean isPresent() {
    return present.isPresent();
  }

  boolean is(SegmentProbe probe) {
    return present.filter(used -> used == probe).isPresent();
  }

  private SegmentProbe probe() {
    return present.orElseThrow(
        () ->
            new NotFoundException(
                SegmentProbe.class.getName(),
                "the platform's implementation is not there, nobody can look",
                "start its bundle, or wait until it has been updated"));
  }

  @Override
  public Path directory() {
    return probe().directory();
  }

  @Override
  public boolean isCandidate(String fileName) {
    return probe().isCandidate(fileName);
  }

  @Override
  public Optional<String> companionOf(String fileName) {
    return probe().companionOf(fileName);
  }

  @Override
  public ProbeResult probe(Path file) {
    return probe().probe(file);
  }
}
