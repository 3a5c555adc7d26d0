// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.evo.shm.Liveness;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.spi.ProcessWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers that end in all ways there are, and what this process is told of it by then. */
class WriterEndsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 1000;

  @TempDir static Path programs;

  private static CPeer peer;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  /** What the owner lock said at the moment when we were told, a writer each. */
  private final BlockingQueue<Liveness> told = new LinkedBlockingQueue<>();

  private final List<ChildProcess> writers = new ArrayList<>();
  private Onlooker onlooker;
  private LinuxPlatform platform;

  @BeforeAll
  static void compile() {
    peer = CPrograms.peer(programs);
  }

  @BeforeEach
  void open() {
    onlooker = new Onlooker(directory);
    platform = new LinuxPlatform(LinuxSettings.inDirectory(directory));
  }

  @AfterEach
  void shouldLeaveNeitherThreadNorDescriptor() {
    writers.forEach(ChildProcess::close);
    platform.close();
    assertEquals(List.of(), WatchObjects.threads());
    assertEquals(0, pidfds());
  }

  private static long pidfds() {
    return WatchObjects.pidfds(ProcessHandle.current().pid());
  }

  private ChildProcess start(String... arguments) {
    ChildProcess writer = peer.start(arguments);
    writers.add(writer);
    return writer;
  }

  private ChildProcess holder() {
    ChildProcess writer = start("hold", directory.toString(), "seg", "4096");
    assertEquals("ready", writer.awaitLine());
    return writer;
  }

  private long[] herd(int count) {
    ChildProcess parent = start("herd", directory.toString(), "seg", Integer.toString(count));
    long[] pids = LongStream.range(0, count).map(i -> Long.parseLong(parent.awaitLine())).toArray();
    assertEquals("ready", parent.awaitLine());
    return pids;
  }

  private Liveness liveness(String segment) {
    return onlooker.info(segment).owner().liveness();
  }

  private ProcessWatch.Watch watch(String segment) {
    Path file = onlooker.info(segment).file();
    return platform
        .processWatch()
        .watchWriter(file, () -> told.add(liveness(segment)))
        .orElseThrow();
  }

  private Liveness awaitTold() throws InterruptedException {
    return told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static String stateOf(long pid) throws IOException {
    String stat = Files.readAllLines(Path.of("/proc/" + pid + "/stat")).get(0);
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0];
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM", "SEGV"})
  void shouldTellOfAWriterThatASignalEndsWhenItsLockIsFree(String signal) throws Exception {
    ChildProcess writer = holder();
    watch("seg");
    assertEquals(Liveness.ALIVE, liveness("seg"));
    writer.signal(signal);
    assertEquals(Liveness.DEAD, awaitTold());
  }

  @Test
  void shouldTellOfAWriterThatExitsWithoutClosing() throws Exception {
    ChildProcess writer = holder();
    watch("seg");
    writer.say("exit");
    assertEquals(Liveness.DEAD, awaitTold());
    assertEquals(0, writer.awaitExit());
  }

  /** Its lock ends with the old program, and the process does not. */
  @Test
  void shouldTellOfAWriterThatBecomesAnotherProgramNotBeforeThatEnds() throws Exception {
    ChildProcess writer = holder();
    watch("seg");
    writer.say("exec");
    await().atMost(PATIENCE).until(() -> liveness("seg") == Liveness.DEAD);
    assertTrue(writer.isAlive());
    assertTrue(told.isEmpty());
    writer.signal("KILL");
    assertEquals(Liveness.DEAD, awaitTold());
  }

  @Test
  void shouldTellOfAStoppedWriterNothingUntilItIsKilled() throws Exception {
    ChildProcess writer = holder();
    watch("seg");
    writer.signal("STOP");
    await().atMost(PATIENCE).until(() -> stateOf(writer.pid()).equals("T"));
    await()
        .during(Duration.ofMillis(300))
        .atMost(PATIENCE)
        .until(() -> told.isEmpty() && liveness("seg") == Liveness.ALIVE);
    writer.signal("KILL");
    assertEquals(Liveness.DEAD, awaitTold());
  }

  /** Then /proc shows it as a zombie. */
  @Test
  void shouldTellNothingOfAWriterWhoseFirstThreadHasEnded() throws Exception {
    ChildProcess writer = holder();
    watch("seg");
    writer.say("leave");
    await().atMost(PATIENCE).until(() -> stateOf(writer.pid()).equals("Z"));
    watch("seg");
    await()
        .during(Duration.ofMillis(300))
        .atMost(PATIENCE)
        .until(() -> told.isEmpty() && liveness("seg") == Liveness.ALIVE);
    writer.signal("KILL");
    assertEquals(Liveness.DEAD, awaitTold());
    assertEquals(Liveness.DEAD, awaitTold());
  }

  @Test
  void shouldTellOfAWriterThatItsParentDoesNotReap() throws Exception {
    long zombie = herd(1)[0];
    watch("seg0");
    ChildProcess.signal("KILL", zombie);
    assertEquals(Liveness.DEAD, awaitTold());
    assertEquals("Z", stateOf(zombie));
    watch("seg0");
    assertEquals(Liveness.DEAD, awaitTold());
  }

  @Test
  void shouldTellSoonOfAWriterThatDiedBetweenTheLookAndTheWatch() throws Exception {
    ChildProcess writer = holder();
    assertEquals(Liveness.ALIVE, liveness("seg"));
    writer.kill();
    watch("seg");
    assertEquals(Liveness.DEAD, awaitTold());
  }

  @Test
  void shouldTellOfADeadWriterWhoseChildHoldsItsLock() throws Exception {
    ChildProcess writer = start("heir", directory.toString(), "seg", "owner");
    long heir = Long.parseLong(writer.awaitLine().split(" ")[1]);
    try {
      watch("seg");
      writer.signal("KILL");
      assertEquals(Liveness.DEAD, awaitTold());
      assertTrue(ProcessHandle.of(heir).orElseThrow().isAlive());
    } finally {
      ChildProcess.signal("KILL", heir);
    }
  }

  @Test
  void shouldTellNobodyOfTheEndOfAWriterThatWasTakenOverFromAnother() throws Exception {
    ChildProcess first = holder();
    watch("seg");
    first.kill();
    assertEquals(Liveness.DEAD, awaitTold());
    ChildProcess second = holder();
    try (ProcessWatch.Watch closed = watch("seg")) {
      assertEquals(second.pid(), onlooker.info("seg").owner().pid());
    }
    watch("seg");
    second.kill();
    assertEquals(Liveness.DEAD, awaitTold());
    assertTrue(told.isEmpty());
  }

  @Test
  void shouldWatchAThousandWritersWithOneThreadAndOneDescriptorEach() throws Exception {
    long[] pids = herd(MANY);
    for (int i = 0; i < MANY; i++) {
      watch("seg" + i);
    }
    assertEquals(MANY, pidfds());
    assertEquals(1, WatchObjects.threads().size());
    for (long pid : pids) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    for (int i = 0; i < MANY; i++) {
      assertEquals(Liveness.DEAD, awaitTold());
    }
    await().atMost(PATIENCE).until(() -> WatchObjects.threads().isEmpty());
    assertEquals(0, pidfds());
  }

  @Test
  void shouldLetGoOfAllOfThemWhenItIsClosed() {
    herd(MANY / 10);
    for (int i = 0; i < MANY / 10; i++) {
      watch("seg" + i);
    }
    platform.close();
    assertEquals(0, pidfds());
    assertEquals(List.of(), WatchObjects.threads());
    writers.forEach(ChildProcess::kill);
    assertTrue(told.isEmpty());
  }
}
