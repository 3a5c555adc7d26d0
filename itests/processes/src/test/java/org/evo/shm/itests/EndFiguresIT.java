// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.SegmentReader;
import org.evo.shm.discovery.CleanupSettings;
import org.evo.shm.discovery.CleanupThread;
import org.evo.shm.discovery.DiscoverySettings;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how soon the end of a writer is known, and what it leaves is removed; asserts only that it
 * is. Times begin before the signal is sent. The long form: {@code mvn -Dit.test=EndFiguresIT
 * -Devo.figures.samples=50 -Devo.figures.residentMib=1024 -pl itests/processes -am verify}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class EndFiguresIT {

  private static final int SAMPLES = Integer.getInteger("evo.figures.samples", 5);
  private static final int MIB = Integer.getInteger("evo.figures.residentMib", 64);
  private static final Path REPORT = Path.of("target", "end-figures.json");
  private static final long PATIENCE_S = 60;
  private static final long VALIDATION_MS = 100;
  private static final String SEGMENT = "seg";

  @TempDir static Path programs;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private final EndFigures figures = new EndFigures();
  private final BlockingQueue<Long> toldNs = new LinkedBlockingQueue<>();
  private CPeer peer;
  private long residentKib;

  @BeforeAll
  void compile() {
    peer = CPrograms.peer(programs);
  }

  @AfterEach
  void removeFiles() throws IOException {
    toldNs.clear();
    for (Path file : new Onlooker(directory).files().stream().map(directory::resolve).toList()) {
      Files.delete(file);
    }
  }

  @AfterAll
  void print() throws IOException {
    System.out.println(figures.table());
    Files.writeString(REPORT, figures.json() + "\n");
  }

  private ChildProcess holder(long sizeBytes) {
    ChildProcess writer =
        peer.start("hold", directory.toString(), SEGMENT, Long.toString(sizeBytes));
    assertEquals("ready", writer.awaitLine());
    return writer;
  }

  private ChildProcess javaHolder(String... options) {
    Peer writer = Peer.start(JavaProgram.brief().with(List.of(options)), directory);
    writer.must(Peer.create(SEGMENT));
    return writer.process();
  }

  /** When it was told, and when its parent has it reaped, both since the signal. */
  private record Sample(double toldNs, double reapedNs) {}

  private Sample kill(ChildProcess victim) throws Exception {
    ProcessHandle process = ProcessHandle.of(victim.pid()).orElseThrow();
    residentKib = Math.max(residentKib, residentKib(victim));
    CompletableFuture<Long> reaped = process.onExit().thenApply(ended -> System.nanoTime());
    long startNs = System.nanoTime();
    assertTrue(process.destroyForcibly());
    double told = awaitTold() - startNs;
    return new Sample(told, reaped.get(PATIENCE_S, TimeUnit.SECONDS) - startNs);
  }

  private long awaitTold() throws InterruptedException {
    Long at = toldNs.poll(PATIENCE_S, TimeUnit.SECONDS);
    assertTrue(at != null, "nobody was told");
    return at;
  }

  private static long residentKib(ChildProcess process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** A victim after the other, each known to whoever is going to be told before it is killed. */
  private void measure(String what, Supplier<ChildProcess> victims, Runnable beforeEach)
      throws Exception {
    double[] told = new double[SAMPLES];
    double[] reaped = new double[SAMPLES];
    residentKib = 0;
    for (int i = 0; i < SAMPLES; i++) {
      try (ChildProcess victim = victims.get()) {
        beforeEach.run();
        Sample sample = kill(victim);
        told[i] = sample.toldNs();
        reaped[i] = sample.reapedNs();
      }
    }
    figures.add(what, residentKib, Percentiles.of(told));
    figures.add("  its parent has waited for it", residentKib, Percentiles.of(reaped));
  }

  private void measureWatch(String what, Supplier<ChildProcess> victims) throws Exception {
    try (LinuxPlatform platform = new LinuxPlatform(LinuxSettings.inDirectory(directory))) {
      measure(
          what,
          victims,
          () ->
              assertTrue(
                  platform
                      .processWatch()
                      .watchWriter(
                          new Onlooker(directory).info(SEGMENT).file(),
                          () -> toldNs.add(System.nanoTime()))
                      .isPresent()));
    }
  }

  private SegmentListener hear(SegmentEvent.Kind... kinds) {
    return event -> {
      if (List.of(kinds).contains(event.kind())) {
        toldNs.add(System.nanoTime());
      }
    };
  }

  private void measureEvent(String what, DiscoverySettings settings, Supplier<ChildProcess> victims)
      throws Exception {
    try (WatchedDirectory watched = WatchedDirectory.of(directory, settings)) {
      watched.discovery().addListener(hear(SegmentEvent.Kind.WRITER_DEAD));
      measure(what, victims, () -> awaitKnown(watched, settings.processWatch()));
    }
  }

  private static boolean isAlive(SegmentInfo segment) {
    return segment.owner().liveness() == Liveness.ALIVE;
  }

  private static void awaitKnown(WatchedDirectory watched, boolean watchedByPidfd) {
    long self = ProcessHandle.current().pid();
    await()
        .atMost(Duration.ofSeconds(PATIENCE_S))
        .until(
            () ->
                watched.discovery().find(SEGMENT).filter(EndFiguresIT::isAlive).isPresent()
                    && (!watchedByPidfd || WatchObjects.pidfds(self) == 1));
  }

  @Test
  void shouldTellOfASmallWriterInC() throws Exception {
    measureWatch("pidfd, in C", () -> holder(4096));
  }

  @Test
  void shouldTellOfALargeSegmentsWriterInC() throws Exception {
    measureWatch("pidfd, in C, the segment resident", () -> holder((long) MIB << 20));
  }

  @Test
  void shouldTellOfASmallWriterInJava() throws Exception {
    measureWatch("pidfd, in Java", () -> javaHolder("-XX:+UseSerialGC", "-Xmx64m"));
  }

  @Test
  void shouldTellOfALargeWriterInJava() throws Exception {
    measureWatch(
        "pidfd, in Java, the heap resident",
        () ->
            javaHolder(
                "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-Xms" + MIB + "m", "-Xmx" + MIB + "m"));
  }

  @Test
  void shouldTellListenersOfDeadWriters() throws Exception {
    measureEvent("WRITER_DEAD at a listener", DiscoverySettings.DEFAULT, () -> holder(4096));
    measureEvent(
        "WRITER_DEAD at a listener, the segment resident",
        DiscoverySettings.DEFAULT,
        () -> holder((long) MIB << 20));
  }

  @Test
  void shouldTellListenersOfDeadWritersThatAreNotWatched() throws Exception {
    DiscoverySettings looking =
        new DiscoverySettings(DiscoverySettings.MAX_MS, VALIDATION_MS, 0, false);
    measureEvent(
        "WRITER_DEAD at a listener, validation every " + VALIDATION_MS + " ms",
        looking,
        () -> holder(4096));
  }

  @Test
  void shouldRemoveWhatTheLastReaderHasLeft() throws Exception {
    CleanupSettings atOnce =
        new CleanupSettings(true, 0, DiscoverySettings.MAX_MS, DiscoverySettings.MAX_MS);
    LinuxSettings settings = LinuxSettings.inDirectory(directory);
    double[] removed = new double[SAMPLES];
    try (LinuxPlatform platform = new LinuxPlatform(settings);
        LinuxSharedMemory memory = new LinuxSharedMemory(settings);
        WatchedDirectory watched = WatchedDirectory.of(directory, DiscoverySettings.DEFAULT);
        CleanupThread cleaning =
            CleanupThread.start(
                atOnce, watched.discovery(), platform.cleaner(), platform.probe())) {
      watched
          .discovery()
          .addListener(hear(SegmentEvent.Kind.WRITER_DEAD, SegmentEvent.Kind.REMOVED));
      for (int i = 0; i < SAMPLES; i++) {
        SegmentReader reader;
        try (ChildProcess victim = holder(4096)) {
          awaitKnown(watched, true);
          reader = memory.attachReader(SEGMENT);
          kill(victim);
        }
        long startNs = System.nanoTime();
        reader.close();
        removed[i] = awaitTold() - startNs;
        await()
            .atMost(Duration.ofSeconds(PATIENCE_S))
            .until(() -> new Onlooker(directory).files().isEmpty());
      }
    }
    figures.add("last reader leaves to REMOVED at a listener, grace 0", 0, Percentiles.of(removed));
  }
}
