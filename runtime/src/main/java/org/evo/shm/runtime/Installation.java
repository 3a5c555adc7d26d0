// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Where the product is on this machine.
 *
 * @param home the directory of the script
 * @param bundles the directory of the bundles
 * @param command how the script was called
 */
record Installation(Path home, Path bundles, String command) {

  /** Set by the script. */
  static final String HOME_PROPERTY = "evo.shm.home";

  /** Set by the script. */
  static final String COMMAND_PROPERTY = "evo.shm.command";

  /** As the script says; without it the current directory counts as home. */
  static Installation ofProcess() {
    return new Installation(
        Path.of(System.getProperty(HOME_PROPERTY, "")).toAbsolutePath(),
        library().resolveSibling("bundles"),
        System.getProperty(COMMAND_PROPERTY, "./evo-shm"));
  }

  /** The directory that this class's own jar lies in. */
  private static Path library() {
    try {
      return Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of a class is no URI", e);
    }
  }
}
