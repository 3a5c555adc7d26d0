// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Classic files as existing EVO processes make them. */
final class ForeignFile {

  private static final long MAGIC = 0x45564F5F53484D00L;
  private static final int HEADER_BYTES = 128;
  private static final int DATA_BYTES = 4096;

  private ForeignFile() {}

  /** One that this process seems to write. */
  static Path create(Path directory, String segment) {
    int pid = (int) ProcessHandle.current().pid();
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + DATA_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(0, MAGIC).putLong(8, 2).putInt(16, pid).putLong(24, DATA_BYTES);
    try {
      return Files.write(directory.resolve("evo_" + segment + "_" + pid), file.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
