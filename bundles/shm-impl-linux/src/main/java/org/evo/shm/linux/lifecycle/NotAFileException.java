// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;

/** Where a segment was expected is something that is no ordinary file. */
final class NotAFileException extends IOException {

  private static final long serialVersionUID = 1L;

  NotAFileException(String kind) {
    super("it is " + kind);
  }
}
