// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.evo.shm.tool.Host;
import org.evo.shm.tool.LinuxCores;
import org.evo.shm.tool.ToolCommands;
import org.evo.shm.tool.console.CancelSignal;
import org.evo.shm.tool.console.Streams;
import org.evo.shm.tool.console.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, before an instance that is played. */
@Timeout(60)
class CommandCommandTest {

  private static final String ACCEPTED =
      "{\"command\":\"move\",\"accepted\":true,\"result\":\"ACCEPTED\",\"sequence\":3,"
          + "\"modules\":\"control\",\"reason\":\"\",\"elapsed_ms\":12.34}";
  private static final String REFUSED =
      "{\"command\":\"move\",\"accepted\":false,\"result\":\"NOT_POSSIBLE\",\"sequence\":3,"
          + "\"modules\":\"control\",\"reason\":\"not homed\",\"elapsed_ms\":12.34}";

  @TempDir private Path work;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    Path instance = Files.createDirectories(work.resolve("evo-shm/default"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(instance.resolve("command")));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  static Stream<Arguments> sent() {
    return Stream.of(
        sent("status", "{\"command\":\"status\"}"),
        sent("estop", "{\"command\":\"estop\"}"),
        sent("estop --reason smoke", "{\"command\":\"estop\",\"reason\":\"smoke\"}"),
        sent("move 0 -5", "{\"command\":\"move\",\"axis\":0.0,\"position_mm\":-5.0}"),
        sent(
            "move 1 20 --velocity 50 --acceleration 9",
            "{\"command\":\"move\",\"axis\":1.0,\"position_mm\":20.0,\"velocity_mm_per_s\":50.0,"
                + "\"acceleration_mm_per_s2\":9.0}"),
        sent("jog 2 -1.5", "{\"command\":\"jog\",\"axis\":2.0,\"velocity_mm_per_s\":-1.5}"),
        sent("recipe-start demo", "{\"command\":\"recipe-start\",\"name\":\"demo\"}"),
        sent("set-analog 3 -2", "{\"command\":\"set-analog\",\"channel\":3.0,\"value_v\":-2.0}"));
  }

  private static Arguments sent(String words, String line) {
    return Arguments.of(words, line);
  }

  @ParameterizedTest
  @MethodSource("sent")
  void shouldSendWhatWasTyped(String words, String line) {
    CompletableFuture<String> received = answerWith(ACCEPTED);

    assertEquals(0, run(words), complaint());
    assertEquals(line, received.join());
  }

  @Test
  void shouldPrintOneLineForPeople() {
    answerWith(ACCEPTED);

    assertEquals(0, run("move 0 1"));
    assertEquals("move: accepted by control (command 3, 12.3 ms)\n", printed());
  }

  @Test
  void shouldSayWhyACommandWasRefused() {
    answerWith(REFUSED);

    assertEquals(1, run("move 0 1"));
    assertEquals(
        "evo-shm: move: not possible, for control: not homed (command 3, 12.3 ms)\n", complaint());
    assertEquals("", printed());
  }

  @Test
  void shouldPrintTheAnswerAsItIsWhereJsonIsWanted() {
    answerWith(REFUSED);

    assertEquals(1, run("move 0 1 --json"));
    assertEquals(REFUSED + "\n", printed());
  }

  @Test
  void shouldSayThatNoInstanceIsThere() {
    assertEquals(1, run("--instance other reset"));

    assertTrue(complaint().contains("NotRunning: instance other"), complaint());
  }

  @Test
  void shouldSayThatTheInstanceEndedBeforeItAnswered() {
    CompletableFuture.runAsync(
        () -> {
          try (SocketChannel client = server.accept()) {
            readLine(client);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });

    assertEquals(1, run("reset"));
    assertTrue(complaint().contains("it may take effect"), complaint());
  }

  @Test
  void shouldNotTakeNonsenseForAnAnswer() {
    answerWith("[1]");

    assertEquals(1, run("reset"));
    assertTrue(complaint().contains("NoAnswer"), complaint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dance",
        "move",
        "move 0",
        "move zero 1",
        "move 0 NaN",
        "move 0 1 2",
        "reset 1",
        "recipe-start",
        "jog 0",
        "move 0 1 --velocity",
        "move 0 1 --speed",
        "estop --reason",
        "--instance ../x reset"
      })
  void shouldRefuseAWrongCommandLine(String words) {
    assertEquals(2, run(words), printed());
    assertEquals(1, complaint().lines().count(), complaint());
  }

  @ParameterizedTest
  @CsvSource({"--help,recipe-start", "move --help,POSITION"})
  void shouldExplainItself(String words, String explained) {
    assertEquals(0, run(words));
    assertTrue(printed().contains(explained), printed());
  }

  @Test
  void shouldShowTheState() {
    answerWith(
        """
        {"command":"status","accepted":true,"segments":[
        {"name":"control_state","module":"control","freshness":"LIVE","age_ms":1.2,"state":"RUNNING",
        "fault":"NONE","heartbeat":5,"config_rejected":false},
        {"name":"phys_output_io","module":"recipe","freshness":"ABSENT","problem":"no"},
        {"name":"system_state","module":"supervisor","freshness":"ABSENT","problem":"no"}],
        "emergency_stop":{"active":true,"reason":"smoke"},
        "control":{"emergency_stop":true,"reason":"smoke"},
        "axes":[{"axis":0,"mode":"HOLDING","fault":"NONE","homed":true,"position_mm":12.5,
        "velocity_mm_per_s":null}],
        "recipe":{"state":"RUNNING","name":"demo","step_path":"steps[1]","progress_percent":50,
        "error":""},"outputs_safe_reason":"EMERGENCY_STOP"}
        """
            .replace("\n", ""));

    assertEquals(0, run("status"));
    for (String part :
        List.of(
            "EMERGENCY STOP, outputs safe: emergency stop",
            "control  RUNNING  none",
            "absent",
            "HOLDING",
            "12.500 mm",
            "recipe demo RUNNING, 50 %, at steps[1]")) {
      assertTrue(printed().contains(part), printed());
    }
    assertFalse(printed().contains("supervisor"), printed());
  }

  @Test
  void shouldNameNoStepOfARecipeThatIsOver() {
    answerWith(
        """
        {"command":"status","accepted":true,"segments":[],"recipe":{"state":"COMPLETED",
        "name":"demo","step_path":"","progress_percent":100,"error":""}}
        """
            .replace("\n", ""));

    assertEquals(0, run("status"));
    assertTrue(printed().contains("recipe demo COMPLETED, 100 %\n"), printed());
  }

  private CompletableFuture<String> answerWith(String line) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (SocketChannel client = server.accept()) {
            String received = readLine(client);
            client.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return received;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static String readLine(SocketChannel client) {
    return new Scanner(Channels.newReader(client, StandardCharsets.UTF_8)).nextLine();
  }

  private int run(String words) {
    Host host =
        new Host(
            new Streams(out, err, false, Terminal.NONE),
            Map.of("XDG_STATE_HOME", work.toString()),
            System::nanoTime,
            new CancelSignal(),
            new LinuxCores());
    String[] args = ("command " + words).strip().split(" +");
    return ToolCommands.standard().and(new CommandCommand()).run(host, args);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
