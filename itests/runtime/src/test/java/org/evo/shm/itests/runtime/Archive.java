// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.evo.shm.itests.ChildProcess;

/** The archive that the build made. */
final class Archive {

  private Archive() {}

  /** Unpacks it; returns the script in it. */
  static Path unpack(Path target) {
    String archive = System.getProperty("evo.archive");
    try (ChildProcess tar =
        ChildProcess.start(
            List.of("tar", "-xzf", archive, "-C", target.toString(), "--strip-components=1"))) {
      assertEquals(0, tar.awaitExit(), tar.transcript());
    }
    return target.resolve("evo-shm");
  }
}
