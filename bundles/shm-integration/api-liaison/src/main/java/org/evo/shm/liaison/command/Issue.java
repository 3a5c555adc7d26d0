// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.liaison.CommandName;
import org.evo.shm.liaison.CommandRequest;

/**
 * A command that was checked, on its way into the ring: either the loop takes it or its sender
 * takes it back, never both. Thread-safe.
 */
final class Issue {

  private static final long WAITING = 0;
  private static final long WITHDRAWN = -1;

  private final CommandRequest request;
  private final CommandCode code;
  private final EncodedText text;
  private final AtomicLong sequence = new AtomicLong(WAITING);

  Issue(CommandRequest request) {
    this.request = request;
    this.code = codeOf(request.name());
    this.text = new EncodedText(request.text(), CommandRingFields.TEXT_BYTES);
  }

  /** The code that stands for a command in the ring. */
  static CommandCode codeOf(CommandName name) {
    return name == CommandName.ESTOP
        ? CommandCode.EMERGENCY_STOP
        : CommandCode.valueOf(name.name());
  }

  CommandName name() {
    return request.name();
  }

  CommandCode code() {
    return code;
  }

  /** 0 for none. */
  int axis() {
    return Math.max(0, request.axis());
  }

  /** NaN where there is none. Hot. */
  double arg(int index) {
    List<Double> args = request.args();
    return index < args.size() ? args.get(index) : Double.NaN;
  }

  EncodedText text() {
    return text;
  }

  /** The loop takes it, under this number; false when it was withdrawn. Hot. */
  boolean take(long newSequence) {
    return sequence.compareAndSet(WAITING, newSequence);
  }

  /** Takes it back; false when the loop has it. */
  boolean withdraw() {
    return sequence.compareAndSet(WAITING, WITHDRAWN);
  }

  /** Its number, 0 or less when the loop does not have it. */
  long sequence() {
    return sequence.get();
  }
}
