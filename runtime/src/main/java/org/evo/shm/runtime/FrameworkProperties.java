// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Constants;

/** What the framework and the bundles are told at their start. */
final class FrameworkProperties {

  /**
   * The package through which modules tell their state. The launcher's classes serve the bundles
   * too, or it could not call what they register. The version is the one the package declares.
   */
  private static final String SHARED_PACKAGES = "org.evo.shm.module;version=1.0.0";

  private static final String CONF_POLL_MS = "1000";

  private FrameworkProperties() {}

  /**
   * @param state where cache and logs go
   * @param conf the directory that is watched
   * @param segments the directory of the segments
   */
  static Map<String, String> of(StateDirectory state, Path conf, Path segments) {
    Map<String, String> properties = new HashMap<>();
    framework(properties, state);
    configuration(properties, state, conf);
    logging(properties, state);
    properties.put("org.evo.shm.dir", segments.toString());
    properties.put("org.evo.shm.command.socket", state.commandSocket().toString());
    properties.put("org.evo.shm.recipe.dir", conf.resolve(ConfDirectory.RECIPES).toString());
    return properties;
  }

  private static void framework(Map<String, String> properties, StateDirectory state) {
    properties.put(Constants.FRAMEWORK_STORAGE, state.cache().toString());
    properties.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    properties.put(
        Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(BundleFile.LAST_LEVEL));
    properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED_PACKAGES);
    // Bundles see what they import, never the launcher's class path.
    properties.put("felix.bootdelegation.implicit", "false");
  }

  private static void configuration(
      Map<String, String> properties, StateDirectory state, Path conf) {
    properties.put("felix.fileinstall.dir", conf.toString());
    properties.put("felix.fileinstall.filter", ".*\\.cfg");
    properties.put("felix.fileinstall.poll", CONF_POLL_MS);
    properties.put("felix.fileinstall.noInitialDelay", "true");
    // The files are the user's: nothing is written back to them.
    properties.put("felix.fileinstall.enableConfigSave", "false");
    properties.put("felix.fileinstall.tmpdir", state.temporary().toString());
  }

  private static void logging(Map<String, String> properties, StateDirectory state) {
    properties.put("org.ops4j.pax.logging.property.file", state.logConfiguration().toString());
    properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
  }
}
