// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.contract.CommandResult;

/** The newest request of an axis, and what became of it. Owned by one thread. Hot. */
final class Request {

  private long sequence;
  private CommandResult result = CommandResult.NONE;

  /** It was looked at, and answered so. */
  void answer(long newSequence, CommandResult newResult) {
    sequence = newSequence;
    result = newResult;
  }

  /** What it asked for has come to an end, if it was still under way. */
  void end(CommandResult newResult) {
    if (result == CommandResult.ACCEPTED) {
      result = newResult;
    }
  }

  long sequence() {
    return sequence;
  }

  CommandResult result() {
    return result;
  }

  /** Whether it is under way. */
  boolean isActive() {
    return result == CommandResult.ACCEPTED;
  }
}
