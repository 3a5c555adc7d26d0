// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentSpec;

/** A directory as somebody left it, and what is done there next. */
final class Scene {

  /** A file that belongs to somebody else; nothing may ever change it. */
  static final String VICTIM = "victim";

  private static final int MODE = 0600;

  /**
   * Bytes that somebody stores into the data file while it is mapped.
   *
   * @param offset where
   * @param content what
   */
  record Patch(String fileName, int offset, byte[] content) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return fileName.hashCode();
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private final SegmentSpec wanted;
  private Optional<Patch> patch = Optional.empty();

  /**
   * Without anything in it.
   *
   * @param wanted what is claimed in the end
   */
  Scene(SegmentSpec wanted) {
    this.wanted = wanted;
  }

  SegmentSpec wanted() {
    return wanted;
  }

  List<Piece> pieces() {
    return pieces;
  }

  Optional<Patch> patch() {
    return patch;
  }

  Scene with(String name, byte[] content) {
    return with(new Piece.Regular(name, content, MODE, 0));
  }

  Scene with(Piece piece) {
    if (pieces.stream().noneMatch(p -> p.name().equals(piece.name()))) {
      pieces.add(piece);
    }
    return this;
  }

  Scene patchedBy(Patch later) {
    patch = Optional.of(later);
    return this;
  }
}
