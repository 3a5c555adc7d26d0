// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.runtime;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.evo.shm.itests.ChildProcess;
import org.evo.shm.itests.JavaRuntime;
import org.evo.shm.itests.Surroundings;

/**
 * The script as a person calls it, on a directory of segments and a place for states of its own.
 *
 * @param script what is called
 * @param directory the segments
 * @param work where states and configuration go
 * @param javaHome of the Java that it runs on
 */
record EvoShm(Path script, Path directory, Path work, Path javaHome) {

  /** On the Java of the test. */
  EvoShm(Path script, Path directory, Path work) {
    this(script, directory, work, Path.of(System.getProperty("java.home")));
  }

  /** The same on another Java. */
  EvoShm on(JavaRuntime java) {
    return new EvoShm(script, directory, work, java.executable().getParent().getParent());
  }

  /**
   * What a call came to.
   *
   * @param exit its exit code
   * @param out its standard output, by lines
   * @param err its standard error, by lines
   */
  record Result(int exit, List<String> out, List<String> err) {

    static Result of(ChildProcess child) {
      int exit = child.awaitExit();
      return new Result(exit, child.out(), child.err());
    }

    /** The one object it printed. */
    JsonObject json() {
      if (out.size() != 1) {
        throw new IllegalStateException("expected one line of output: " + this);
      }
      return JsonParser.parseString(out.get(0)).getAsJsonObject();
    }

    /** The one line it printed on standard error. */
    String complaint() {
      if (err.size() != 1) {
        throw new IllegalStateException("expected one line of complaint: " + this);
      }
      return err.get(0);
    }
  }

  /** Starts a command. */
  ChildProcess start(String... args) {
    return ChildProcess.start(command(List.of(args)));
  }

  /** Runs a command to its end as somebody else, or elsewhere. */
  Result callIn(Surroundings surroundings, String... args) {
    try (ChildProcess child = ChildProcess.start(surroundings.around(command(List.of(args))))) {
      return Result.of(child);
    }
  }

  /** Runs a command to its end. */
  Result call(String... args) {
    try (ChildProcess child = start(args)) {
      return Result.of(child);
    }
  }

  /**
   * Starts the runtime; its output is JSON. Unless modules are named it is the one that needs no
   * other, so that none has anything to complain of.
   */
  ChildProcess run(String... args) {
    List<String> all = new ArrayList<>(List.of("run", "--json", "--conf", conf().toString()));
    if (!List.of(args).contains("--modules")) {
      all.addAll(List.of("--modules", "hal"));
    }
    all.addAll(List.of(args));
    return start(all.toArray(String[]::new));
  }

  /** The version of a segment's newest value, 0 when it is not there. */
  long versionOf(String segment) {
    Result info = call("info", segment, "--json");
    return info.exit() == 0 ? info.json().get("version").getAsLong() : 0;
  }

  /** One value of a typed segment. */
  JsonObject valueOf(String segment) {
    return call("watch", segment, "--json", "--count", "1").json().getAsJsonObject("values");
  }

  Path conf() {
    return work.resolve("conf");
  }

  Path lock(String instance) {
    return work.resolve("state/evo-shm").resolve(instance).resolve("lock");
  }

  /** The names of what is in the directory. */
  List<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(List<String> args) {
    // A build in the background has SIGINT ignored, and its children would too.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add("JAVA_HOME=" + javaHome);
    command.add("EVO_SHM_DIR=" + directory);
    command.add("XDG_STATE_HOME=" + work.resolve("state"));
    command.add(script.toString());
    command.addAll(args);
    return command;
  }
}
