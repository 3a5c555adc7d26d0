// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import java.util.concurrent.CompletionStage;

/** Answers lines. */
@FunctionalInterface
interface LineHandler {

  /**
   * Answers one line, now or later; never blocks, never throws.
   *
   * @param line without its end
   * @return the answer, without its end
   */
  CompletionStage<String> answer(String line);
}
