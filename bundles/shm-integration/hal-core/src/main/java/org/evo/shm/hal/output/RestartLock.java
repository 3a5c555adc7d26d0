// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.output;

/**
 * Keeps a drive off that was switched off while it was enabled, or that was never seen off, until
 * its enable bit has been off: nothing begins to move by itself. Owned by one thread. Hot.
 */
final class RestartLock {

  private boolean locked = true;

  boolean isLocked() {
    return locked;
  }

  /** The drive was switched off for safety. */
  void switchedOff(boolean wasEnabled) {
    locked |= wasEnabled;
  }

  /** Whether the drive may be enabled now. */
  boolean permits(boolean wanted) {
    locked &= wanted;
    return wanted && !locked;
  }
}
