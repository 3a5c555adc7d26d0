// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evo.shm.itests.JavaRuntime;

/**
 * How the programs of the campaigns are started.
 *
 * @param java what they run on
 * @param variant the classes that put crash points around the system calls
 * @param scratch a directory for what they leave
 */
record Programs(JavaRuntime java, Path variant, Path scratch) {

  /** A short life: no second compiler, no statistics files that a kill leaves behind. */
  private static final List<String> MORTAL =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

  private static final List<String> LASTING = List.of("-XX:+UseSerialGC", "-Xmx128m");

  /** As the build has prepared them. */
  static Programs ofBuild() {
    return new Programs(
        JavaRuntime.own(),
        Path.of(System.getProperty("reliability.variant")),
        Path.of(System.getProperty("reliability.target")));
  }

  /** One that dies at a crash point. */
  Child victim() {
    return start(MORTAL, variant + ":" + classPath(), Victim.class);
  }

  /** One that runs on the product as it is and does not last. */
  Child mortal(Class<?> main, String... args) {
    return start(MORTAL, classPath(), main, args);
  }

  /** One that runs on the product as it is, with every optimisation. */
  Child lasting(Class<?> main, String... args) {
    return start(LASTING, classPath(), main, args);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private Child start(List<String> options, String classPath, Class<?> main, String... args) {
    List<String> command = new ArrayList<>(List.of(java.executable().toString()));
    if (java.feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:-UsePerfData",
            "-Djna.tmpdir=" + scratch,
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            classPath,
            main.getName()));
    command.addAll(Arrays.asList(args));
    return Child.start(command);
  }
}
