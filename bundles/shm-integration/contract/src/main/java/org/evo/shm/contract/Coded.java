// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

/** What is a number in a segment. Codes never change their meaning; new ones are added. */
public interface Coded {

  /** The number that stands for it in a segment. */
  int code();

  /**
   * The one of {@code all} whose code this is. Timing: hot.
   *
   * @param unknown what a code that nobody has stands for
   */
  static <C extends Coded> C of(C[] all, long code, C unknown) {
    for (C candidate : all) {
      if (candidate.code() == code) {
        return candidate;
      }
    }
    return unknown;
  }
}
