// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

/** One thing in the segment directory. */
sealed interface Piece {

  /** What leads to it. */
  String name();

  /**
   * An ordinary file.
   *
   * @param mode its permissions
   * @param lengthBytes its length, the rest being a hole; that of the content when smaller
   */
  record Regular(String name, byte[] content, int mode, long lengthBytes) implements Piece {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** A directory, with a file in it or empty. */
  record Directory(String name, boolean empty) implements Piece {}

  /** A FIFO nobody has opened. */
  record Fifo(String name) implements Piece {}

  /** A symbolic link. */
  record Link(String name, String target) implements Piece {}

  /** Another name of a file that has been placed before. */
  record HardLink(String name, String existing) implements Piece {}
}
