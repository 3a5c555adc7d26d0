// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * A program that is a container: an embedded framework with our bundles and the agent, which talks
 * to whoever started the program.
 *
 * <p>Arguments: the directory of the bundles, the agent's jar, a directory for the framework, the
 * directory of the segments, and the grace period and the period of cleanups in ms.
 */
public final class ContainerProgram {

  /** The agent comes between those that it needs and those that are to use its services. */
  private static final List<String> BEFORE_THE_AGENT =
      List.of(
          "pax-logging-api",
          "org.osgi.util.function",
          "org.osgi.util.promise",
          "org.osgi.service.component",
          "org.apache.felix.configadmin",
          "org.apache.felix.scr",
          "gson",
          "jna",
          "shm-api",
          "shm-impl-linux");

  private static final List<String> BEHIND_THE_AGENT = List.of("shm-discovery", "shm-services");

  private ContainerProgram() {}

  /** Starts the framework; it ends with the process. */
  public static void main(String[] args) throws BundleException {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    args[2],
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                    // Bundles see what they import, never the launcher's class path.
                    "felix.bootdelegation.implicit",
                    "false",
                    "org.ops4j.pax.logging.DefaultServiceLog.level",
                    "WARN",
                    "org.evo.shm.dir",
                    args[3],
                    Agent.GRACE_PROPERTY,
                    args[4],
                    Agent.PERIOD_PROPERTY,
                    args[5]));
    framework.start();
    List<Bundle> bundles = new ArrayList<>();
    Path directory = Path.of(args[0]);
    for (String name : BEFORE_THE_AGENT) {
      bundles.add(install(framework, directory.resolve(name + ".jar")));
    }
    bundles.add(install(framework, Path.of(args[1])));
    for (String name : BEHIND_THE_AGENT) {
      bundles.add(install(framework, directory.resolve(name + ".jar")));
    }
    for (Bundle bundle : bundles) {
      bundle.start();
    }
    System.out.println("ready");
  }

  private static Bundle install(Framework framework, Path jar) throws BundleException {
    return framework.getBundleContext().installBundle(jar.toUri().toString());
  }
}
