// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

/** Tells whoever watches the build how far a campaign is. */
final class Progress {

  private Progress() {}

  static void say(String what) {
    System.err.println("reliability: " + what);
  }
}
