// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

/** A file's bytes contradict the format; the message says which. */
public final class MalformedSegmentException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedSegmentException(String message) {
    super(message);
  }
}
