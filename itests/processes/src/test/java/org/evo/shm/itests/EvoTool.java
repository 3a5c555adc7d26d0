// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.evo.shm.tool.Main;

/**
 * The operator's tool in processes of its own, on one directory.
 *
 * @param program how it is started
 * @param directory the segments
 */
record EvoTool(JavaProgram program, Path directory) {

  /**
   * What an invocation came to.
   *
   * @param exit its exit code
   * @param json the one object it printed
   * @param transcript everything it printed
   */
  record Result(int exit, JsonObject json, String transcript) {

    long number(String key) {
      return json.get(key).getAsLong();
    }

    String text(String key) {
      return json.get(key).getAsString();
    }

    String errorCode() {
      return json.getAsJsonObject("error").get("code").getAsString();
    }
  }

  static EvoTool in(Path directory) {
    return new EvoTool(JavaProgram.on(JavaRuntime.own()), directory);
  }

  /** Starts a verb; its output is JSON. */
  ChildProcess start(String verb, String... args) {
    return ChildProcess.start(command(verb, args));
  }

  /** The command line of a verb. */
  List<String> command(String verb, String... args) {
    List<String> all = new ArrayList<>(List.of(verb, "--dir", directory.toString(), "--json"));
    all.addAll(List.of(args));
    return program.command(Main.class, all);
  }

  /** Runs a verb to its end. */
  Result run(String verb, String... args) {
    try (ChildProcess child = start(verb, args)) {
      return resultOf(child);
    }
  }

  static Result resultOf(ChildProcess child) {
    int exit = child.awaitExit();
    if (child.out().size() != 1) {
      throw new IllegalStateException("expected one line: " + child.transcript());
    }
    JsonObject json = JsonParser.parseString(child.out().get(0)).getAsJsonObject();
    return new Result(exit, json, child.transcript());
  }

  /** The version of a segment's last value, 0 when it has none or is not there. */
  long versionOf(String segment) {
    Result info = run("info", segment);
    return info.exit() == 0 ? info.number("version") : 0;
  }

  /** Whether a segment has committed anything yet. */
  boolean isBeingWritten(String segment) {
    return versionOf(segment) > 0;
  }

  /** The names of all files in the directory. */
  List<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
