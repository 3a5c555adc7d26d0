// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.evo.shm.tool.Host;
import org.evo.shm.tool.LinuxCores;
import org.evo.shm.tool.ToolCommands;
import org.evo.shm.tool.console.CancelSignal;
import org.evo.shm.tool.console.Streams;
import org.evo.shm.tool.console.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"../escape", "", ".hidden", "a b", "ümlaut"})
  void shouldRefuseAnInstanceThatIsNoName(String instance) {
    assertEquals(2, run("--instance", instance));
    assertTrue(complaint().contains("'--instance'"), complaint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "soon", "NaN", "Infinity", "1e9"})
  void shouldRefuseATimeThatIsNone(String seconds) {
    assertEquals(2, run("--for", seconds));
    assertTrue(complaint().contains("'--for'"), complaint());
  }

  @ParameterizedTest
  @CsvSource({"robot,robot", "'hal,robot',robot", "HAL,HAL"})
  void shouldRefuseAModuleThatIsUnknownWithThoseThereAre(String modules, String unknown) {
    assertEquals(2, run("--modules", modules));
    assertTrue(complaint().contains("'" + unknown + "', choose from: hal"), complaint());
  }

  @Test
  void shouldExplainItself() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("--modules"));
  }

  private int run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "run";
    System.arraycopy(args, 0, all, 1, args.length);
    Host host =
        new Host(
            new Streams(out, err, false, Terminal.NONE),
            Map.of(),
            System::nanoTime,
            new CancelSignal(),
            new LinuxCores());
    return ToolCommands.standard().and(new RunCommand()).run(host, all);
  }

  private String complaint() {
    String text = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    return text;
  }
}
