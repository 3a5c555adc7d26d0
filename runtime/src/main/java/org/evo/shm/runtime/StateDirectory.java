// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an instance keeps on disk while it runs: nothing of it is needed again, apart from the log.
 *
 * @param root the directory of this instance alone
 */
record StateDirectory(Path root) {

  private static final String BASE_VARIABLE = "XDG_STATE_HOME";

  /** Native code is unpacked and run from here. */
  private static final FileAttribute<Set<PosixFilePermission>> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * @param instance its name
   * @param environment {@code XDG_STATE_HOME}, then {@code HOME}; each counts when it is absolute
   * @param home of the user where neither counts
   */
  static StateDirectory of(String instance, Map<String, String> environment, Path home) {
    Path state =
        absolute(environment, BASE_VARIABLE)
            .orElseGet(() -> absolute(environment, "HOME").orElse(home).resolve(".local/state"));
    return new StateDirectory(state.resolve("evo-shm").resolve(instance).toAbsolutePath());
  }

  private static Optional<Path> absolute(Map<String, String> environment, String variable) {
    return Optional.of(Path.of(environment.getOrDefault(variable, ""))).filter(Path::isAbsolute);
  }

  /** Creates what is missing. */
  void create() throws IOException {
    for (Path directory : new Path[] {root, log(), temporary()}) {
      Files.createDirectories(directory, OWN);
    }
  }

  /** Held by the process that runs the instance. */
  Path lock() {
    return root.resolve("lock");
  }

  /** Where the instance takes commands: its owner's alone, gone at the end. */
  Path commandSocket() {
    return root.resolve("command");
  }

  /** The framework's bundle cache. */
  Path cache() {
    return root.resolve("cache");
  }

  /** The directory of the logs. */
  Path log() {
    return root.resolve("log");
  }

  /** The log that people read. */
  Path logFile() {
    return log().resolve("evo-shm.log");
  }

  /** What third parties print. */
  Path consoleFile() {
    return log().resolve("console.log");
  }

  /** The configuration of the logs that counts until the one in conf is read. */
  Path logConfiguration() {
    return root.resolve("logging.properties");
  }

  /** Temporary files, native code among them. */
  Path temporary() {
    return root.resolve("tmp");
  }
}
