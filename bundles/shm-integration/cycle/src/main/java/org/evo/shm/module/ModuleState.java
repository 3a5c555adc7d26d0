// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module;

/** What a module does. The codes are what segments carry; they never change their meaning. */
public enum ModuleState {
  /** It has started and has not run a cycle yet. */
  INIT(0),

  /** Something it needs is taken or used up; it tries again by itself. */
  WAITING(1),

  /** It does all of its work. */
  RUNNING(2),

  /** It does its work in part. */
  DEGRADED(3),

  /** It does nothing until somebody changes the configuration or the machine. */
  FAULT(4),

  /** It was stopped. */
  STOPPED(5);

  private final int code;

  ModuleState(int code) {
    this.code = code;
  }

  /** The number that stands for it in a segment. */
  public int code() {
    return code;
  }
}
