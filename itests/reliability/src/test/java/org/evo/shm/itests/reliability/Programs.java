// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evo.shm.itests.CPeer;
import org.evo.shm.itests.JavaRuntime;
import org.evo.shm.itests.reliability.container.ContainerProgram;

/**
 * How the programs of the campaigns are started.
 *
 * @param java what they run on
 * @param variant the classes that put crash points around the system calls
 * @param bundles the bundles of a container
 * @param agent the bundle that reports from inside one
 * @param scratch a directory for what they leave
 * @param mortalInC the writer in C, where there is a compiler
 */
record Programs(
    JavaRuntime java,
    Path variant,
    Path bundles,
    Path agent,
    Path scratch,
    Optional<Path> mortalInC) {

  private static final Path ROOT =
      Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../.."))
          .toAbsolutePath()
          .normalize();

  /** A short life: no second compiler, no statistics files that a kill leaves behind. */
  private static final List<String> MORTAL =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

  private static final List<String> LASTING = List.of("-XX:+UseSerialGC", "-Xmx128m");

  /** As the build has prepared them. */
  static Programs ofBuild() {
    Path scratch = Path.of(System.getProperty("reliability.target"));
    return new Programs(
        JavaRuntime.own(),
        Path.of(System.getProperty("reliability.variant")),
        Path.of(System.getProperty("reliability.bundles")),
        AgentBundle.in(scratch),
        scratch,
        compileMortal(scratch));
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

  /** A writer that is going to be killed: in C every now and then, where there is a compiler. */
  Child writer(Path directory, String segment, Shape shape, boolean inC) {
    if (inC && mortalInC.isPresent()) {
      return Child.start(
          List.of(
              mortalInC.get().toString(),
              directory.toString(),
              segment,
              Shape.MODULE,
              shape.layout().name().toLowerCase(Locale.ROOT),
              Integer.toString(shape.slots()),
              Integer.toString(shape.payloadBytes())));
    }
    return mortal(MortalWriter.class, directory.toString(), shape.toString(), segment);
  }

  /** A container that cleans, with the product's bundles as they are. */
  Child container(Path directory, Path storage, long graceMs, long periodMs) {
    return start(
        LASTING,
        classPath(),
        ContainerProgram.class,
        bundles.toString(),
        agent.toString(),
        storage.toString(),
        directory.toString(),
        Long.toString(graceMs),
        Long.toString(periodMs));
  }

  private static Optional<Path> compileMortal(Path scratch) {
    return CPeer.compiler().map(cc -> CPeer.compileMortal(cc, ROOT, scratch));
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
