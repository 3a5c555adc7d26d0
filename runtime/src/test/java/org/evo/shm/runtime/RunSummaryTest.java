// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentState;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.console.Streams;
import org.evo.shm.tool.console.Terminal;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldTellPeopleTheCommandForTheSecondTerminal() {
    summary("/dev/shm", List.of(running())).print(output(false), "./evo-shm");

    assertTrue(text(out).contains("\n  ./evo-shm watch phys_input_io\n"), text(out));
    assertEquals("", text(err));
  }

  @Test
  void shouldTellPeopleWhereToFindWhatTheirBundlesPrint() {
    summary("/dev/shm", List.of(running())).print(output(false), "./evo-shm");

    assertTrue(
        text(out).contains("  printed by bundles  /states/one/log/console.log\n"), text(out));
  }

  @Test
  void shouldNameADirectoryThatTheToolWouldNotFindByItself() {
    summary("/dev/shm/cell 1", List.of(running())).print(output(false), "/opt/evo shm/evo-shm");

    assertTrue(
        text(out)
            .contains("\n  '/opt/evo shm/evo-shm' --dir '/dev/shm/cell 1' watch phys_input_io\n"),
        text(out));
  }

  @Test
  void shouldOfferTheListWhenThereIsNoSegmentToWatch() {
    summary("/dev/shm", List.of()).print(output(false), "./evo-shm");

    assertTrue(text(out).contains("no modules"), text(out));
    assertTrue(text(out).contains("\n  ./evo-shm list\n"), text(out));
  }

  @Test
  void shouldSayWhyAModuleDoesNotRunAndWhereTheLogIs() {
    ModuleReport waiting =
        new ModuleReport("hal", Optional.of(status(ModuleState.WAITING, "no room")), List.of());

    summary("/dev/shm", List.of(waiting)).print(output(false), "./evo-shm");

    assertTrue(text(out).contains("WAITING"), text(out));
    assertEquals(
        "evo-shm: module hal is WAITING: no room; log: /states/one/log/evo-shm.log\n", text(err));
  }

  @Test
  void shouldReportAModuleThatIsNotThere() {
    summary("/dev/shm", List.of(new ModuleReport("hal", Optional.empty(), List.of())))
        .print(output(false), "./evo-shm");

    assertTrue(text(err).startsWith("evo-shm: module hal is ABSENT: "), text(err));
  }

  @Test
  void shouldGiveProgramsOneObject() {
    summary("/dev/shm", List.of(running())).print(output(true), "./evo-shm");

    assertEquals(1, text(out).lines().count());
    JsonObject json = JsonParser.parseString(text(out)).getAsJsonObject();
    assertEquals("one", json.get("instance").getAsString());
    assertEquals(42, json.get("pid").getAsLong());
    JsonObject module = json.getAsJsonArray("modules").get(0).getAsJsonObject();
    assertEquals("RUNNING", module.get("state").getAsString());
    JsonObject segment = module.getAsJsonArray("segments").get(0).getAsJsonObject();
    assertEquals("phys_input_io", segment.get("name").getAsString());
    assertEquals(4096, segment.get("sizeBytes").getAsLong());
  }

  private static RunSummary summary(String directory, List<ModuleReport> modules) {
    RunOptions options =
        new RunOptions(
            Path.of(directory), "one", KnownModule.ALL, Path.of("/conf"), OptionalLong.empty());
    return new RunSummary(42, options, new StateDirectory(Path.of("/states/one")), modules);
  }

  private static ModuleReport running() {
    return new ModuleReport(
        "hal", Optional.of(status(ModuleState.RUNNING, "")), List.of(segment()));
  }

  private static ModuleStatus status(ModuleState state, String text) {
    return new ModuleStatus("hal", state, ModuleFault.NONE, text, List.of(), false);
  }

  private static SegmentInfo segment() {
    return new SegmentInfo(
        "phys_input_io",
        "hal",
        Path.of("/dev/shm/evo_hal_phys_input_io_42"),
        new SegmentInfo.Geometry(SegmentLayout.SLOTTED, 16, 4096, 900, 16_384, false),
        new SegmentInfo.Owner(Liveness.ALIVE, 42, 1, Instant.EPOCH),
        SegmentState.ACTIVE,
        new SegmentInfo.Activity(8, false, 1000, 0),
        Optional.empty());
  }

  private Output output(boolean json) {
    return new Output(new Streams(out, err, false, Terminal.NONE), json);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
