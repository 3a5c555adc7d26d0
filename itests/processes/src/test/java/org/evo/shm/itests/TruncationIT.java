// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A third party truncates the file under a writer and a reader that run compiled code. The virtual
 * machines live, the writer publishes the segment again, and the reader ends on it.
 */
class TruncationIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long HEADER_BYTES = 4096;

  /** Enough of them for the loops to be compiled. */
  private static final long MANY = 20_000;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void shouldSurviveTruncationUnderAWriterAndAReader(int feature) throws IOException {
    Optional<JavaRuntime> java = JavaRuntime.installed(feature);
    assumeTrue(java.isPresent(), "Java " + feature + " is not installed");
    try (ChildProcess writer = start(java.get(), "write")) {
      await().atMost(SOON).until(() -> count(writer, "good") > 0);
      try (ChildProcess reader = start(java.get(), "read")) {
        await().atMost(SOON).until(() -> count(reader, "good") > MANY);
        long half = HEADER_BYTES + 2L * TruncationProgram.VALUE_BYTES;
        for (long toBytes : List.of(half, HEADER_BYTES, HEADER_BYTES / 2, 0L)) {
          truncate(toBytes);
          assertGoesOn(writer);
          assertGoesOn(reader);
        }
        assertEquals(0, count(reader, "backwards"), reader.transcript());
        System.out.println("Java " + feature + " reader " + last(reader));
        System.out.println("Java " + feature + " writer " + last(writer));
      }
    }
  }

  private ChildProcess start(JavaRuntime java, String role) {
    List<String> args = List.of(role, directory.toString());
    return ChildProcess.start(java.command(TruncationProgram.class, args));
  }

  private void truncate(long toBytes) throws IOException {
    try (DirectoryStream<Path> data = Files.newDirectoryStream(directory, "evo_app_*");
        FileChannel file = FileChannel.open(data.iterator().next(), StandardOpenOption.WRITE)) {
      file.truncate(toBytes);
    }
  }

  /** Nothing but good values, for longer than anything bad could still be under way. */
  private static void assertGoesOn(ChildProcess process) {
    long before = process.out().size();
    await()
        .atMost(SOON)
        .until(
            () -> {
              assertTrue(process.isAlive(), process::transcript);
              return process.out().size() > before + 4 && isUndisturbed(process);
            });
  }

  private static boolean isUndisturbed(ChildProcess process) {
    List<String> lines = process.out();
    String now = lines.get(lines.size() - 1);
    String earlier = lines.get(lines.size() - 3);
    return count(now, "good") > count(earlier, "good") && bad(now).equals(bad(earlier));
  }

  private static String bad(String line) {
    return line.replaceAll("good=\\d+", "");
  }

  private static long count(ChildProcess process, String what) {
    return process.out().isEmpty() ? 0 : count(last(process), what);
  }

  private static String last(ChildProcess process) {
    return process.out().get(process.out().size() - 1);
  }

  private static long count(String line, String what) {
    Matcher found = Pattern.compile("\\b" + what + "=(\\d+)").matcher(line);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}
