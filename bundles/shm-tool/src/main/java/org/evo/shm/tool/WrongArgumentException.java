// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.function.Supplier;
import org.evo.shm.error.ShmException;

/**
 * What the command line says is a value that the rules of segments refuse, whatever is there. Wrong
 * usage, reported with the code of the refusal.
 */
final class WrongArgumentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ShmException refusal;

  private WrongArgumentException(ShmException refusal) {
    super(refusal.getMessage(), refusal);
    this.refusal = refusal;
  }

  /** What the arguments describe; nothing but arguments may be judged by it. */
  static <T> T judged(Supplier<T> described) {
    try {
      return described.get();
    } catch (ShmException e) {
      throw new WrongArgumentException(e);
    }
  }

  ShmException refusal() {
    return refusal;
  }
}
