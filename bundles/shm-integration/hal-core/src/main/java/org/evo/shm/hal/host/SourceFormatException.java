// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.Path;

/** A file of {@code /proc} or {@code /sys} that does not say what it is documented to say. */
final class SourceFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  SourceFormatException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
