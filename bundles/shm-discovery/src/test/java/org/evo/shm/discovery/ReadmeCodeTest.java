// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.discovery.example.SegmentLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the READMEs show is what is compiled, and what it prints. */
class ReadmeCodeTest {

  private static final Path SOURCES = Path.of("src/test/java/org/evo/shm/discovery/example");
  private static final Path PRODUCT = Path.of("../../README.md");

  @TempDir private Path directory;

  @Test
  void shouldShowTheComponentInTheReadmeOfTheProduct() throws IOException {
    assertShown(PRODUCT, "SegmentLog.java", "@Component");
  }

  @Test
  void shouldShowTheActivatorInTheReadmeOfThisBundle() throws IOException {
    assertShown(Path.of("README.md"), "SegmentLogActivator.java", "public final class");
  }

  private static void assertShown(Path readme, String source, String begin) throws IOException {
    String code = Files.readString(SOURCES.resolve(source));
    String shown = "```java\n" + code.substring(code.indexOf("\n" + begin) + 1) + "```";

    assertTrue(Files.readString(readme).contains(shown), shown);
  }

  /** Apart from updates, which are a matter of time. */
  @Test
  void shouldPrintWhatTheReadmeSays() throws IOException {
    List<String> shown =
        Files.readAllLines(PRODUCT).stream()
            .filter(line -> line.matches("[A-Z_]+ demo: .*") && !line.startsWith("UPDATED"))
            .map(line -> line.replaceAll("process \\d+", "process 1"))
            .toList();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      live(shown.size(), printed);
    } finally {
      System.setOut(out);
    }

    assertEquals(shown, lines(printed));
  }

  private void live(int lines, ByteArrayOutputStream printed) {
    FakeProbe probe = new FakeProbe(directory);
    try (IndexedDiscovery discovery = new IndexedDiscovery(probe)) {
      SegmentLog log = new SegmentLog(discovery);
      Sample demo = probe.create("demo");
      discovery.refresh();
      probe.segment(demo.dead());
      discovery.refresh();
      probe.remove(demo);
      discovery.refresh();
      await().until(() -> lines(printed).size() >= lines);
      log.close();
    }
  }

  private static List<String> lines(ByteArrayOutputStream printed) {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
