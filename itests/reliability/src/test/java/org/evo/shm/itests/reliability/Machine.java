// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

/** What the campaigns ran on. */
final class Machine {

  private Machine() {}

  static String describe() {
    return "%d cores, Linux %s %s, JDK %s (%s)"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            System.getProperty("java.runtime.version"),
            System.getProperty("java.vendor"));
  }
}
