// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/**
 * A file that a scan has open.
 *
 * @param file it, -1 for none
 * @param verdict what its owner lock means
 */
record Candidate(int file, Verdict verdict) {

  static final Candidate NONE = new Candidate(-1, Verdict.UNKNOWN);

  enum Verdict {
    UNKNOWN,
    TAKEN,
    LIVE,
    INHERITED
  }

  boolean isPresent() {
    return file >= 0;
  }
}
