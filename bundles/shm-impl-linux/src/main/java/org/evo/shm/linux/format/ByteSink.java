// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.io.IOException;

/** Writes bytes to a file. */
@FunctionalInterface
public interface ByteSink {

  /** Writes all of {@code bytes} at {@code offset}. */
  void write(long offset, byte[] bytes) throws IOException;
}
