// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a worker is, in a file, so that it is known even when the worker's JVM dies. */
final class Position {

  private static final int BYTES = 24;
  private final MappedByteBuffer words;

  Position(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      words = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
    }
  }

  void set(long number, long done, long findings) {
    words.putLong(0, number);
    words.putLong(8, done);
    words.putLong(16, findings);
  }

  /** The input under way. */
  long number() {
    return words.getLong(0);
  }

  /** How many were finished. */
  long done() {
    return words.getLong(8);
  }

  long findings() {
    return words.getLong(16);
  }
}
