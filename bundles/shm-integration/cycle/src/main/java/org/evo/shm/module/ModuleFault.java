// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module;

/**
 * Why a module does not run. The codes are what segments carry; they never change their meaning.
 */
public enum ModuleFault {
  /** It runs, or has only just started. */
  NONE(0),

  /** The configuration that it was started with is wrong. */
  CONFIGURATION(1),

  /** Its segment is owned by somebody else, or there is no room for it. */
  SEGMENT_UNAVAILABLE(2),

  /** Its segment was refused in a way that trying again cannot change. */
  SEGMENT_REFUSED(3),

  /** A driver failed unexpectedly. */
  DRIVER_FAILED(4),

  /** A driver has delivered nothing for longer than its values may age. */
  DRIVER_STALLED(5),

  /** An input is missing, too old or has lost its writer, and the module needs it. */
  INPUT_LOST(6),

  /** The emergency stop is latched. */
  EMERGENCY_STOP(7),

  /** A fault is over and waits to be acknowledged by a reset. */
  RESET_NEEDED(8),

  /** Commands were overwritten before the module saw them. */
  COMMANDS_LOST(9),

  /** What the module controls has faulted: its segment says what. */
  PROCESS_FAULT(10),

  /** The machine does not grant what the configuration of the loops requires for its loop. */
  LOOP_REFUSED(11),

  /** The socket at which it takes commands cannot be served. */
  SOCKET_FAILED(12);

  private final int code;

  ModuleFault(int code) {
    this.code = code;
  }

  /** The number that stands for it in a segment. */
  public int code() {
    return code;
  }
}
