// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import org.evo.shm.linux.format.MalformedSegmentException;

/** One kind of check of a segment's file. Stateless or thread-safe. */
@FunctionalInterface
interface FileCheck {

  /**
   * Looks, and notes what seems wrong in the exhibit.
   *
   * @throws MalformedSegmentException when the file contradicts itself
   */
  void check(Exhibit exhibit) throws IOException, MalformedSegmentException;
}
