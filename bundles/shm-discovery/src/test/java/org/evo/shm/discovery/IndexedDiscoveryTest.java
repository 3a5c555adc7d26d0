// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SkippedFile;
import org.evo.shm.error.InvalidNameException;
import org.evo.shm.error.NotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedDiscoveryTest {

  @TempDir private Path directory;
  private FakeProbe probe;
  private SegmentDiscovery discovery;

  @BeforeEach
  void createDiscovery() {
    probe = new FakeProbe(directory);
    discovery = new IndexedDiscovery(probe);
  }

  @Test
  void shouldListSegmentsByName() throws IOException {
    segment("evo_app_zebra_7", "zebra", Liveness.ALIVE, 1);
    segment("evo_app_ant_7", "ant", Liveness.DEAD, 1);

    assertEquals(List.of("ant", "zebra"), names());
    assertTrue(discovery.refresh().skipped().isEmpty());
  }

  @Test
  void shouldAnswerWhatItKnowsWhileAFileIsBeingLookedAt() throws IOException {
    segment("evo_app_ant_7", "ant", Liveness.ALIVE, 1);
    discovery.refresh();
    segment("evo_app_bee_7", "bee", Liveness.ALIVE, 1);
    List<SegmentInfo> seen = new ArrayList<>();
    probe.whileLooking(
        () -> {
          seen.addAll(elsewhere(() -> discovery.list().segments()));
          seen.add(elsewhere(() -> discovery.find("ant").orElseThrow()));
        });
    discovery.refresh();

    assertEquals(4, seen.size());
    assertEquals(Set.of("ant"), seen.stream().map(SegmentInfo::name).collect(Collectors.toSet()));
    assertEquals(2, discovery.list().segments().size());
  }

  private static <T> T elsewhere(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question).join();
  }

  @Test
  void shouldNotProbeWhatIsNoCandidate() throws IOException {
    Files.createFile(directory.resolve("evo_ant.meta"));
    Files.createFile(directory.resolve("something else"));

    assertEquals(List.of(), names());
    assertEquals(0, probe.probes());
  }

  @Test
  void shouldLeaveOutAFileThatVanishesWhileItIsProbed() throws IOException {
    Files.createFile(directory.resolve("evo_app_gone_7"));

    assertEquals(List.of(), names());
    assertEquals(List.of(), discovery.refresh().skipped());
    assertEquals(2, probe.probes());
  }

  @Test
  void shouldPreferTheFileWhoseWriterLivesToAHigherGeneration() throws IOException {
    segment("evo_app_ant_1", "ant", Liveness.DEAD, 9);
    segment("evo_app_ant_2", "ant", Liveness.ALIVE, 3);

    assertEquals("evo_app_ant_2", only().file().getFileName().toString());
  }

  @Test
  void shouldPreferTheHighestGenerationWhenNoWriterLives() throws IOException {
    segment("evo_app_ant_1", "ant", Liveness.DEAD, 2);
    segment("evo_app_ant_2", "ant", Liveness.DEAD, 10);
    segment("evo_app_ant_3", "ant", Liveness.UNKNOWN, 3);

    assertEquals(10, only().owner().generation());
  }

  @Test
  void shouldPreferTheFileThatHasItsWritersPidToItsCopies() throws IOException {
    segment("evo_app_ant_1", "ant", Liveness.DEAD, 2);
    segment("evo_app_ant_11", "ant", Liveness.DEAD, 2);
    segment("evo_app_ant_9", "ant", Liveness.DEAD, 2);

    assertEquals("evo_app_ant_1", only().file().getFileName().toString());
  }

  @Test
  void shouldReportTheFilesThatItPassesOverWithAReason() throws IOException {
    segment("evo_app_ant_1", "ant", Liveness.DEAD, 2);
    segment("evo_app_ant_2", "ant", Liveness.DEAD, 10);

    SkippedFile left = discovery.refresh().skipped().get(0);

    assertEquals(directory.resolve("evo_app_ant_1"), left.file());
    assertEquals(
        "left over: generation 2 of 'ant', which is now generation 10 in evo_app_ant_2",
        left.reason());
  }

  @Test
  void shouldReportARetiredFileAndNotChooseIt() throws IOException {
    Files.createFile(directory.resolve("evo_app_ant_1"));
    probe.retired("evo_app_ant_1", "ant");

    assertEquals(List.of(), names());
    assertEquals(
        "retired: nothing of 'ant' is left", discovery.refresh().skipped().get(0).reason());
  }

  @Test
  void shouldReportWhatTheProbeSkippedByPath() throws IOException {
    skipped("evo_app_b_1", "a directory");
    skipped("evo_app_a_1", "shorter than a header");

    assertEquals(
        List.of(
            new SkippedFile(directory.resolve("evo_app_a_1"), "shorter than a header"),
            new SkippedFile(directory.resolve("evo_app_b_1"), "a directory")),
        discovery.refresh().skipped());
  }

  @Test
  void shouldFindASegmentByItsExactNameOnly() throws IOException {
    segment("evo_app_foo_1", "foo", Liveness.ALIVE, 1);
    segment("evo_app_foo_bar_1", "foo_bar", Liveness.ALIVE, 1);

    assertEquals("foo", discovery.refresh("foo").orElseThrow().name());
    assertEquals("foo_bar", discovery.refresh("foo_bar").orElseThrow().name());
    assertTrue(discovery.refresh("bar").isEmpty());
    assertTrue(discovery.refresh("fo").isEmpty());
  }

  @Test
  void shouldProbeOnlyFilesThatCouldBelongToTheNameSought() throws IOException {
    segment("evo_app_foo_1", "foo", Liveness.ALIVE, 1);
    segment("evo_app_other_1", "other", Liveness.ALIVE, 1);

    assertTrue(discovery.refresh("foo").isPresent());
    assertEquals(1, probe.probes());
  }

  @Test
  void shouldRefuseANameThatLeavesTheDirectory() {
    assertThrows(InvalidNameException.class, () -> discovery.refresh("../foo"));
  }

  @Test
  void shouldSayThatTheDirectoryIsMissing() {
    Path missing = directory.resolve("missing");
    SegmentDiscovery elsewhere = new IndexedDiscovery(new FakeProbe(missing));

    NotFoundException e = assertThrows(NotFoundException.class, elsewhere::refresh);

    assertEquals(missing.toString(), e.segment());
    assertEquals("the directory does not exist", e.reason());
  }

  @Test
  void shouldSayThatTheDirectoryIsNone() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    SegmentDiscovery elsewhere = new IndexedDiscovery(new FakeProbe(file));

    NotFoundException e = assertThrows(NotFoundException.class, elsewhere::refresh);

    assertEquals("it is no directory", e.reason());
  }

  private void segment(String fileName, String name, Liveness liveness, long generation)
      throws IOException {
    Files.createFile(directory.resolve(fileName));
    probe.segment(fileName, name, liveness, generation);
  }

  private void skipped(String fileName, String reason) throws IOException {
    Files.createFile(directory.resolve(fileName));
    probe.skipped(fileName, reason);
  }

  private List<String> names() {
    return discovery.refresh().segments().stream().map(SegmentInfo::name).toList();
  }

  private SegmentInfo only() {
    List<SegmentInfo> segments = discovery.refresh().segments();
    assertEquals(1, segments.size());
    return segments.get(0);
  }
}
