// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

/**
 * A field of a file.
 *
 * @param offset where it is
 * @param width its bytes; 1, 2, 4 and 8 are numbers
 */
record Span(int offset, int width) {

  int end() {
    return offset + width;
  }

  boolean isNumber() {
    return width == 1 || width == 2 || width == 4 || width == 8;
  }

  Span plus(int distance) {
    return new Span(offset + distance, width);
  }
}
