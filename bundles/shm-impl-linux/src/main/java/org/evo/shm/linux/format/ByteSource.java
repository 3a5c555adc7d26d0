// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.io.IOException;

/** Random access to the bytes of a file. */
@FunctionalInterface
public interface ByteSource {

  /** Up to {@code length} bytes at {@code offset}; fewer at the end of the file. */
  byte[] read(long offset, int length) throws IOException;
}
