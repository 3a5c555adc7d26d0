// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

/** Somebody waited longer than the protocol allows. */
final class StuckException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StuckException(String message) {
    super(message);
  }
}
