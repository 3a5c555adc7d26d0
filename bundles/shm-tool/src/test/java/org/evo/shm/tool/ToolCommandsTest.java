// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Streams;
import org.evo.shm.tool.console.Terminal;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegments;
import org.evo.shm.tool.fake.FakeTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

class ToolCommandsTest {

  private final FakeSegments segments = new FakeSegments();
  private final FakeTime time = new FakeTime();
  private final Capture capture = new Capture();

  @Test
  void shouldRunACommandAndReturnItsExitCode() {
    assertEquals(ExitCodes.GOOD, run("list"));
    assertEquals("no segments in /dev/shm\n", capture.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json list", "list --json"})
  void shouldTakeGlobalOptionsBeforeAndBehindTheCommand(String line) {
    assertEquals(ExitCodes.GOOD, run(line));
    assertEquals("/dev/shm", capture.object().get("directory").getAsString());
  }

  @Test
  void shouldPreferTheDirectoryOptionToTheVariableAndThatToTheDefault() {
    Map<String, String> environment = Map.of(ToolContext.DIRECTORY_VARIABLE, "/variable");

    ToolCommands.standard().run(host(capture.streams(), environment), "list");
    ToolCommands.standard().run(host(capture.streams(), environment), "list", "--dir", "/option");

    assertEquals("no segments in /variable\nno segments in /option\n", capture.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list | 0",
        "list --trust 1001 | 1",
        "info axis --trust 1001,1002 | 2",
        "read axis --seconds 0.001 --trust 1001 --trust 1002 | 2",
        "watch axis --count 1 --trust=1001 | 1"
      })
  void shouldTrustOnlyWhomItIsTold(String line, int users) {
    segments.add(SegmentSpec.named("axis").build());

    run(line);

    assertEquals(List.of(1001, 1002).subList(0, users), sorted(segments.trustedUids()));
  }

  private static List<Integer> sorted(Set<Integer> uids) {
    return uids.stream().sorted().toList();
  }

  @Test
  void shouldReportATypedErrorWithExitCodeOne() {
    assertEquals(ExitCodes.PROBLEM, run("info axis"));

    assertEquals("", capture.out());
    assertEquals(
        "evo-shm: NotFound: axis: no such segment in /shm; start its writer\n", capture.err());
  }

  @Test
  void shouldReportATypedErrorAsOneObject() {
    assertEquals(ExitCodes.PROBLEM, run("info axis --json"));

    assertEquals("", capture.err());
    JsonObject error = capture.object().getAsJsonObject("error");
    assertEquals("NotFound", error.get("code").getAsString());
    assertEquals("RECOVERABLE", error.get("class").getAsString());
    assertEquals("axis", error.get("segment").getAsString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                         | no command is given
          dance                      | unknown command 'dance'
          list --fast                | unknown option '--fast'
          info                       | missing required parameter: 'NAME'
          info a b                   | unknown argument 'b'
          read axis --seconds 0      | '0' is no number of seconds above 0
          read axis --seconds x      | 'x' is no number of seconds above 0
          watch axis --hz 1001       | '1001' is no whole number from 1 to 1000
          write axis --hz 1.5        | '1.5' is no whole number from 0 to 1000000
          write axis --layout round  | 'round' is none of classic, slotted
          write axis --size 4T       | '4T' is no number of bytes
          write axis --size -1       | '-1' is no number of bytes
          cleanup axis               | unknown argument 'axis'
          cleanup --grace -1         | '-1' is no number of seconds from 0 to 100000000
          cleanup --grace soon       | 'soon' is no number of seconds from 0
          cleanup --name ../x        | '../x' describes no name
          cleanup --name=            | '' describes no name
          cleanup --module a/b       | 'a/b' describes no name
          cleanup --trust 1001       | unknown option '--trust'
          top --sort size            | 'size' is none of name, rate, age, readers
          top --interval 0           | '0' is no number of seconds above 0
          list --trust alice         | 'alice' is no whole number from 0 to 2147483647
          write axis --trust 1001    | unknown option '--trust'
          list --dir                 | missing required parameter for option '--dir'
          list --dir=                | '' names no directory
          list --dir /etc/passwd     | '/etc/passwd' is no directory
          cleanup --dir /etc/passwd  | '/etc/passwd' is no directory
          top --name a/b             | 'a/b' describes no name
          top --name=                | '' describes no name
          @file                      | unknown command '@file'
          """)
  void shouldSayInOneLineWhatIsWrongWithACommandLineAndWhatIsAllowed(String line, String reason) {
    assertEquals(ExitCodes.USAGE, run(line));

    assertEquals("", capture.out());
    assertEquals(1, capture.err().lines().count(), capture.err());
    assertTrue(capture.err().startsWith("evo-shm: Usage: "), capture.err());
    assertTrue(capture.err().contains(reason), capture.err());
    assertTrue(capture.err().contains("; use: evo-shm "), capture.err());
  }

  @Test
  void shouldReportAWrongCommandLineAsOneObject() {
    assertEquals(ExitCodes.USAGE, run("watch axis --hz x --json"));

    assertEquals("", capture.err());
    JsonObject error = capture.object().getAsJsonObject("error");
    assertEquals("Usage", error.get("code").getAsString());
    assertTrue(error.get("segment").isJsonNull());
    assertTrue(error.get("errno").isJsonNull());
    assertTrue(error.get("remedy").getAsString().contains("[--hz N]"));
  }

  @Test
  void shouldSayThatTheCommandLineIsWrongWhenTheRulesOfSegmentsRefuseIt() {
    assertEquals(ExitCodes.USAGE, run("write axis --size 5000 --json"));

    assertEquals(
        "InvalidSize", capture.object().getAsJsonObject("error").get("code").getAsString());
    assertTrue(segments.isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "info ../x                | InvalidName",
        "read a/b                 | InvalidName",
        "watch -- -x              | InvalidName",
        "validate ../x            | InvalidName",
        "write ../x               | InvalidName",
        "write axis --module a_b  | InvalidName",
        "write axis --size 2G     | InvalidSize",
        "write axis --size 1K     | InvalidSize",
        "write axis --slots 3     | InvalidRange"
      })
  void shouldKeepTheCodeOfTheRefusal(String line, String code) {
    assertEquals(ExitCodes.USAGE, run(line), capture.err());

    assertTrue(capture.err().startsWith("evo-shm: " + code + ": "), capture.err());
    assertTrue(segments.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"8192,8192", "64K,65536", "2m,2097152", "1G,1073741824"})
  void shouldTakeSizesWithUnits(String given, long bytes) {
    time.in(500_000_000, () -> assertEquals(bytes, segments.segment("axis").spec().sizeBytes()));

    assertEquals(ExitCodes.GOOD, run("write axis --slots 1 --hz 1 --seconds 1 --size " + given));
  }

  @ParameterizedTest
  @CsvSource({"validate, all false", "validate --repair, all true", "validate axis, axis false"})
  void shouldValidateWhatItIsTold(String line, String asked) {
    assertEquals(ExitCodes.GOOD, run(line));

    assertEquals(asked, segments.validator().asked());
  }

  @Test
  void shouldCleanEverythingThatIsAbandonedUnlessToldOtherwise() {
    assertEquals(ExitCodes.GOOD, run("cleanup"));

    assertEquals(CleanupRequest.ALL, segments.cleaner().asked());
  }

  @Test
  void shouldCleanWhatItIsTold() {
    assertEquals(
        ExitCodes.GOOD,
        run("cleanup --dry-run --emergency --name a*_? --module hal --grace 0.25 --json"));

    assertEquals(
        CleanupRequest.ALL.named("a*_?").ofModules("hal").withGraceMs(250).asEmergency().asDryRun(),
        segments.cleaner().asked());
  }

  @Test
  void shouldCleanAtOnceWhenThereIsNoGrace() {
    run("cleanup --grace 0");

    assertEquals(CleanupRequest.ALL.withGraceMs(0), segments.cleaner().asked());
  }

  @Test
  void shouldShowWhatTopIsTold() {
    segments.add(SegmentSpec.named("axis").build());
    segments.add(SegmentSpec.named("io").build());

    assertEquals(
        ExitCodes.GOOD,
        run("top --json --name a* --sort rate --interval 0.5 --count 2 --trust 1001"));

    assertEquals(2, capture.objects().size());
    assertEquals(1, capture.objects().get(1).getAsJsonArray("segments").size());
    assertEquals(Set.of(1001), segments.trustedUids());
  }

  @Test
  void shouldHandTheOptionsOfWriteToTheSpecification() {
    time.in(
        500_000_000,
        () -> {
          SegmentSpec spec = segments.segment("axis").spec();
          assertEquals("hal", spec.module());
          assertEquals(8192, spec.sizeBytes());
          assertEquals(SegmentLayout.SLOTTED, spec.layout());
          assertEquals(8, spec.slots());
          assertTrue(spec.checksummed());
        });

    int exitCode =
        run("write axis --module hal --size 8192 --slots 8 --checksum --hz 2 --seconds 1 --json");

    assertEquals(ExitCodes.GOOD, exitCode);
    assertEquals(2, capture.object().get("writes").getAsLong());
  }

  @Test
  void shouldLookMoreOftenForPrograms() {
    segments.add(SegmentSpec.named("axis").build());

    run("watch axis --seconds 1 --json");
    assertEquals(10, capture.objects().size());
  }

  @Test
  void shouldEndWhenWatchHasLookedOftenEnough() {
    segments.add(SegmentSpec.named("axis").build());

    assertEquals(ExitCodes.GOOD, run("watch axis --count 3 --hz 100 --json"));
    assertEquals(3, capture.objects().size());
  }

  @Test
  void shouldReadForOneSecondUnlessToldOtherwise() {
    segments.add(SegmentSpec.named("axis").build());

    assertEquals(ExitCodes.PROBLEM, run("read axis --json"));
    assertEquals(1.0, capture.object().get("seconds").getAsDouble());
  }

  @Test
  void shouldShowAllCommandsInItsHelp() {
    assertEquals(ExitCodes.GOOD, run("--help"));

    for (String command : new String[] {"list", "info", "watch", "cleanup", "write", "bench"}) {
      assertTrue(capture.out().contains("\n  " + command + " "), command);
    }
    assertTrue(capture.out().indexOf('\u001b') < 0);
  }

  @Test
  void shouldShowTheHelpOfACommandEvenWithoutItsParameters() {
    assertEquals(ExitCodes.GOOD, run("write --help"));

    assertTrue(capture.out().contains("--layout=classic|slotted"), capture.out());
  }

  @Test
  void shouldAnswerHelpAndVersionInOneObjectToo() {
    run("--version --json");
    run("--help --json");

    assertTrue(capture.objects().get(0).has("version"));
    assertTrue(capture.objects().get(1).has("help"));
  }

  @Test
  void shouldRunACommandOfAnotherModule() {
    ToolCommands commands = ToolCommands.standard().and(ToolCommandsTest::greet);

    assertEquals(5, commands.run(host(), "greet", "--times", "5", "--dir", "/d"));
    assertEquals("/d", capture.out());
    assertEquals(ExitCodes.GOOD, commands.run(host(), "--help"));
    assertTrue(capture.out().contains("\n  greet "), capture.out());
  }

  @Test
  void shouldReportADefectInOneLineWithoutAStackTrace() {
    ToolCommands commands =
        ToolCommands.standard()
            .and(
                context ->
                    Arguments.command(
                        "fail",
                        "Fails.",
                        () -> {
                          throw new IllegalStateException("two\nlines");
                        }));

    assertEquals(ExitCodes.PROBLEM, commands.run(host(), "fail"));
    assertEquals(
        "evo-shm: Internal: java.lang.IllegalStateException: two?lines; "
            + "this is a defect: report it with the command line and the version\n",
        capture.err());
  }

  @Test
  void shouldReportMemoryOfItsOwnThatIsTooSmall() {
    ToolCommands commands =
        ToolCommands.standard()
            .and(
                context ->
                    Arguments.command(
                        "fail",
                        "Fails.",
                        () -> {
                          throw new OutOfMemoryError("Java heap space");
                        }));

    assertEquals(ExitCodes.PROBLEM, commands.run(host(), "fail", "--json"));
    assertEquals(
        "ResourceExhausted", capture.object().getAsJsonObject("error").get("code").getAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "list --json", "--help", "info axis --json"})
  void shouldEndQuietlyWhenThePipeIsClosed(String line) {
    segments.add(SegmentSpec.named("axis").build());

    int exitCode = ToolCommands.standard().run(host(refusing(true), Map.of()), line.split(" "));

    assertEquals(ExitCodes.GOOD, exitCode);
    assertEquals("", capture.err());
  }

  @Test
  void shouldSayThatStandardOutputCannotBeWritten() {
    int exitCode = ToolCommands.standard().run(host(refusing(false), Map.of()), "list", "--json");

    assertEquals(ExitCodes.PROBLEM, exitCode);
    assertEquals(1, capture.err().lines().count());
    assertTrue(capture.err().startsWith("evo-shm: Io: standard output:"), capture.err());
  }

  @Test
  void shouldUseColoursOnATerminalOnly() {
    ToolCommands.standard()
        .run(host(capture.streams(new Terminal(true, true)), Map.of()), "--help");

    assertFalse(capture.out().indexOf('\u001b') < 0);
  }

  private int run(String line) {
    return ToolCommands.standard().run(host(), line.isEmpty() ? new String[0] : line.split(" "));
  }

  private Host host() {
    return host(capture.streams(), Map.of());
  }

  private Host host(Streams streams, Map<String, String> environment) {
    return new Host(streams, environment, time, time, segments);
  }

  private Streams refusing(boolean pipe) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("refused");
          }
        };
    return new Streams(out, capture.streams().err(), pipe, Terminal.NONE);
  }

  private static CommandSpec greet(ToolContext context) {
    return CommandSpec.forAnnotatedObject(new Greet(context));
  }

  /** As another module would write it. */
  @Command(name = "greet", description = "Greets.")
  static final class Greet implements Callable<Integer> {

    private final ToolContext context;

    @Option(names = "--times")
    private int times;

    Greet(ToolContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      context.output().text(context.directory().toString());
      return times;
    }
  }
}
