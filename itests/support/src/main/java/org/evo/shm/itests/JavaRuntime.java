// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java installation that child processes run on.
 *
 * @param executable its {@code java}
 * @param feature its feature version, for example 17
 */
public record JavaRuntime(Path executable, int feature) {

  private static final int FIRST_WITH_NATIVE_ACCESS_FLAG = 22;
  private static final Path INSTALLATIONS = Path.of("/usr/lib/jvm");

  /** The one that runs the test. */
  public static JavaRuntime own() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new JavaRuntime(java, Runtime.version().feature());
  }

  /** An installed one of this feature version, where Debian puts them. */
  public static Optional<JavaRuntime> installed(int feature) {
    if (own().feature() == feature) {
      return Optional.of(own());
    }
    if (!Files.isDirectory(INSTALLATIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(INSTALLATIONS)) {
      return homes
          .filter(home -> releaseOf(home) == feature)
          .map(home -> new JavaRuntime(home.resolve("bin/java"), feature))
          .filter(java -> Files.isExecutable(java.executable()))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int releaseOf(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(release)) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION=\""))
          .map(line -> line.substring("JAVA_VERSION=\"".length()).split("[^0-9]")[0])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command line that runs a class on the test's own class path. */
  public List<String> command(Class<?> main, List<String> args) {
    return command(List.of(), System.getProperty("java.class.path"), main, args);
  }

  /**
   * A command line that runs a class.
   *
   * @param options of the virtual machine
   */
  public List<String> command(
      List<String> options, String classPath, Class<?> main, List<String> args) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(options);
    if (feature >= FIRST_WITH_NATIVE_ACCESS_FLAG) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(
        List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classPath, main.getName()));
    command.addAll(args);
    return command;
  }

  @Override
  public String toString() {
    return "Java " + feature;
  }
}
