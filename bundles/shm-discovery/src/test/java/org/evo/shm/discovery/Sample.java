// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentState;
import org.evo.shm.spi.ProbeResult;

/** A segment as a probe may see it: live, unless something else is said. Immutable. */
record Sample(
    String name,
    Path file,
    SegmentState state,
    Liveness liveness,
    boolean abandoned,
    long generation,
    long createdS,
    long version,
    int readers) {

  static Sample of(String name) {
    Path file = Path.of("/shm/evo_app_" + name + "_1");
    return new Sample(name, file, SegmentState.ACTIVE, Liveness.ALIVE, false, 1, 0, 2, 0);
  }

  Sample file(Path other) {
    return new Sample(
        name, other, state, liveness, abandoned, generation, createdS, version, readers);
  }

  Sample liveness(Liveness other) {
    boolean dead = other == Liveness.DEAD;
    return new Sample(name, file, state, other, dead, generation, createdS, version, readers);
  }

  Sample generation(long other) {
    return new Sample(name, file, state, liveness, abandoned, other, createdS, version, readers);
  }

  Sample version(long other) {
    return new Sample(name, file, state, liveness, abandoned, generation, createdS, other, readers);
  }

  Sample readers(int other) {
    return new Sample(name, file, state, liveness, abandoned, generation, createdS, version, other);
  }

  /** Another file at the same path. */
  Sample replaced() {
    return new Sample(
        name, file, state, liveness, abandoned, generation + 1, createdS + 1, version, readers);
  }

  Sample dead() {
    return liveness(Liveness.DEAD);
  }

  Sample parked() {
    return new Sample(
        name,
        file,
        SegmentState.PARKED,
        Liveness.DEAD,
        false,
        generation,
        createdS,
        version,
        readers);
  }

  Sample expired() {
    return new Sample(
        name,
        file,
        SegmentState.PARKED,
        Liveness.DEAD,
        true,
        generation,
        createdS,
        version,
        readers);
  }

  Sample retired() {
    return new Sample(
        name,
        file,
        SegmentState.RETIRED,
        Liveness.DEAD,
        false,
        generation,
        createdS,
        version,
        readers);
  }

  String fileName() {
    return file.getFileName().toString();
  }

  ProbeResult.Segment found() {
    return new ProbeResult.Segment(info(), state != SegmentState.RETIRED, abandoned);
  }

  Known known() {
    return new Known(Condition.of(found()), info(), "");
  }

  Known corrupt(String reason) {
    return new Known(Condition.CORRUPT, info(), reason);
  }

  SegmentInfo info() {
    return new SegmentInfo(
        name,
        "app",
        file,
        new SegmentInfo.Geometry(SegmentLayout.SLOTTED, 4, 4096, 4096, 20480, false),
        new SegmentInfo.Owner(liveness, 1, generation, Instant.ofEpochSecond(createdS)),
        state,
        new SegmentInfo.Activity(version, false, 1000, readers),
        Optional.empty());
  }
}
