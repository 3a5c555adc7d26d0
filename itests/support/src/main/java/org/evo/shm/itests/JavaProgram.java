// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * How child processes in Java are started.
 *
 * @param java what they run on
 * @param classPath what they are made of
 * @param options of the virtual machine
 * @param surroundings what they find themselves in
 */
public record JavaProgram(
    JavaRuntime java, String classPath, List<String> options, Surroundings surroundings) {

  /** What the test is made of, with the full compiler. */
  public static JavaProgram on(JavaRuntime java) {
    String classPath = System.getProperty("java.class.path");
    return new JavaProgram(java, classPath, List.of(), Surroundings.SAME);
  }

  /** The same on the test's own Java for what is over soon: a fast start counts. */
  public static JavaProgram brief() {
    return on(JavaRuntime.own())
        .with(
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx64m"));
  }

  /** The same in other surroundings. */
  public JavaProgram in(Surroundings other) {
    return new JavaProgram(java, classPath, options, other);
  }

  /** The same with other options. */
  public JavaProgram with(List<String> others) {
    return new JavaProgram(java, classPath, others, surroundings);
  }

  /**
   * The same from copies that every user may read: a local repository is often its owner's only.
   */
  public JavaProgram copiedTo(Path directory) {
    StringJoiner copies = new StringJoiner(":");
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      int index = 0;
      for (String entry : classPath.split(":")) {
        if (Files.exists(Path.of(entry))) {
          Path copy = directory.resolve(index++ + "-" + Path.of(entry).getFileName());
          copy(Path.of(entry), copy);
          copies.add(copy.toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JavaProgram(java, copies.toString(), options, surroundings);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        String mode = Files.isDirectory(copy) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(mode));
      }
    }
  }

  /** The command line that runs a class. */
  public List<String> command(Class<?> main, List<String> args) {
    return surroundings.around(java.command(options, classPath, main, args));
  }
}
