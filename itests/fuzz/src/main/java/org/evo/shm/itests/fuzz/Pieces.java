// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.random.RandomGenerator;

/** Things that are not what their name promises. */
final class Pieces {

  private static final int[] MODES = {0, 0400, 0200, 0444, 0666, 0777, 04777};

  private Pieces() {}

  /** Mostly an ordinary file. */
  static Piece strangeOrRegular(String name, byte[] content, RandomGenerator random) {
    return random.nextInt(3) == 0
        ? strange(name, content, random)
        : new Piece.Regular(name, content, 0600, 0);
  }

  /** Something else, or a file with other permissions. */
  static Piece strange(String name, byte[] content, RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> new Piece.Directory(name, true);
      case 1 -> new Piece.Directory(name, false);
      case 2 -> new Piece.Fifo(name);
      case 3 -> new Piece.Link(name, Scene.VICTIM);
      case 4 -> new Piece.Link(name, "nowhere");
      case 5 -> new Piece.Link(name, name);
      case 6 -> new Piece.Link(name, "elsewhere");
      case 7 -> new Piece.HardLink(name, Scene.VICTIM);
      case 8 -> new Piece.Regular(name, new byte[0], 0600, 0);
      default -> new Piece.Regular(name, content, MODES[random.nextInt(MODES.length)], 0);
    };
  }
}
