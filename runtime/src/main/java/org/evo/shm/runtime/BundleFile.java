// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A bundle that is to be installed.
 *
 * @param jar its file
 * @param symbolicName its name
 * @param startLevel when it starts; at the end they stop the other way round
 */
record BundleFile(Path jar, String symbolicName, int startLevel) {

  /** The level that starts everything. */
  static final int LAST_LEVEL = 50;

  private static final int LOGGING_LEVEL = 10;
  private static final int SERVICES_LEVEL = 20;

  /** Reads the configuration before it returns from its start, so before anything that needs it. */
  private static final int CONFIGURATION_LEVEL = 30;

  private static final int CORE_LEVEL = 40;
  private static final int MODULE_LEVEL = LAST_LEVEL;

  private static final Map<String, Integer> LEVELS =
      Map.of(
          "org.ops4j.pax.logging.pax-logging-api", LOGGING_LEVEL,
          "org.ops4j.pax.logging.pax-logging-log4j2", LOGGING_LEVEL,
          "org.apache.felix.configadmin", SERVICES_LEVEL,
          "org.apache.felix.metatype", SERVICES_LEVEL,
          "org.apache.felix.scr", SERVICES_LEVEL,
          "org.apache.felix.fileinstall", CONFIGURATION_LEVEL);

  /**
   * Reads the name of a bundle.
   *
   * @throws IOException also when it is no bundle
   */
  static BundleFile of(Path jar) throws IOException {
    String name = symbolicName(jar);
    return new BundleFile(jar, name, level(name));
  }

  private static String symbolicName(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String name = headers.getValue("Bundle-SymbolicName");
      if (name == null) {
        throw new IOException(jar + " is no bundle");
      }
      return name.split(";", 2)[0].strip();
    }
  }

  private static int level(String name) {
    return KnownModule.ofBundle(name).isPresent()
        ? MODULE_LEVEL
        : LEVELS.getOrDefault(name, CORE_LEVEL);
  }
}
