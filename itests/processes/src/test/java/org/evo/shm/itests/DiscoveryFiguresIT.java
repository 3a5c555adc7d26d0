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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.discovery.DiscoverySettings;
import org.evo.shm.discovery.IndexedDiscovery;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.SegmentLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prints how long discovery takes; asserts only that it answers. The long form: {@code mvn
 * -Dit.test=DiscoveryFiguresIT -Devo.figures.samples=200 -Devo.figures.segments=100,1000,10000 -pl
 * itests/processes -am verify}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscoveryFiguresIT {

  private static final int SAMPLES = Integer.getInteger("evo.figures.samples", 20);
  private static final int BATCHES = 10 * SAMPLES;
  private static final int BATCH = 1000;
  private static final Path REPORT = Path.of("target", "discovery-figures.json");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** More than this many real ones would need more descriptors than a process often has. */
  private static final int MOST_WRITERS = 1000;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private final DiscoveryFigures figures = new DiscoveryFigures();
  private WatchedDirectory watched;
  private LinuxSharedMemory memory;
  private long sink;

  static List<Integer> counts() {
    return Arrays.stream(System.getProperty("evo.figures.segments", "100").split(","))
        .map(Integer::valueOf)
        .toList();
  }

  @BeforeEach
  void open() {
    watched = WatchedDirectory.of(directory, DiscoverySettings.DEFAULT);
    memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
  }

  @AfterEach
  void close() throws IOException {
    watched.close();
    memory.close();
    for (Path file : new Onlooker(directory).files().stream().map(directory::resolve).toList()) {
      Files.delete(file);
    }
  }

  @AfterAll
  void print() throws IOException {
    System.out.println(figures.table());
    Files.writeString(REPORT, figures.json() + "\n");
    assertTrue(sink != 0);
  }

  private SegmentWriter create(String name) {
    return memory.createWriter(SegmentSpec.named(name).module("figures").slots(1).build());
  }

  @Test
  void shouldSeeEverySegmentThatIsCreated() throws InterruptedException {
    BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    watched
        .discovery()
        .addListener(
            event -> {
              if (event.kind() == SegmentEvent.Kind.CREATED) {
                seen.add(System.nanoTime());
              }
            });
    double[] created = new double[SAMPLES];
    double[] discovered = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      long startNs = System.nanoTime();
      SegmentWriter writer = create("created" + i);
      created[i] = System.nanoTime() - startNs;
      Long atNs = seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      discovered[i] = atNs - startNs;
      writer.close();
    }
    figures.add("createWriter", 0, Percentiles.of(created));
    figures.add("createWriter begun to CREATED at a listener", 0, Percentiles.of(discovered));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void shouldListAndFindHoweverManyThereAre(int count) {
    IndexedDiscovery discovery = watched.discovery();
    create(count);
    await().atMost(PATIENCE).until(() -> discovery.list().segments().size() == count);
    List<SegmentInfo> segments = discovery.list().segments();
    measure("list()", count, () -> discovery.list().segments().size());
    measure("floor: copy of a list", count, () -> new ArrayList<>(segments).size());
    measureFind(discovery, segments);
    measureFirstList(discovery, count);
    double[] refreshes = new double[5];
    for (int i = 0; i < refreshes.length; i++) {
      long startNs = System.nanoTime();
      assertEquals(count, discovery.refresh().segments().size());
      refreshes[i] = System.nanoTime() - startNs;
    }
    figures.add("refresh()", count, Percentiles.of(refreshes));
  }

  /** Real segments with live writers; many are files as other processes make them. */
  private void create(int count) {
    boolean real = count <= MOST_WRITERS;
    double[] created = new double[count];
    for (int i = 0; i < count; i++) {
      long startNs = System.nanoTime();
      if (real) {
        create("segment" + i);
      } else {
        ForeignFile.create(directory, "segment" + i);
      }
      created[i] = System.nanoTime() - startNs;
    }
    String what = real ? "createWriter, one after the other" : "a file made, one after the other";
    figures.add(what, count, Percentiles.of(created));
  }

  private void measureFind(SegmentDiscovery discovery, List<SegmentInfo> segments) {
    String[] names = segments.stream().map(SegmentInfo::name).toArray(String[]::new);
    Map<String, SegmentInfo> empty = new HashMap<>();
    int[] next = new int[1];
    measure(
        "find(name)",
        names.length,
        () -> {
          next[0] = (next[0] + 1) % names.length;
          return discovery.find(names[next[0]]).orElseThrow().owner().pid();
        });
    measure(
        "floor: look-up in an empty map",
        names.length,
        () -> {
          next[0] = (next[0] + 1) % names.length;
          return empty.get(names[next[0]]) == null ? 1 : 0;
        });
  }

  /** A look makes the listing out of date. */
  private void measureFirstList(SegmentDiscovery discovery, int count) {
    double[] ns = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      discovery.refresh("segment0");
      long startNs = System.nanoTime();
      sink += discovery.list().segments().size();
      ns[i] = System.nanoTime() - startNs;
    }
    figures.add("list(), the first after a look", count, Percentiles.of(ns));
  }

  /** Means of batches: a single call is shorter than the clock's own. */
  private void measure(String what, int count, IntSupplier call) {
    double[] ns = new double[BATCHES];
    for (int warmUp = 0; warmUp < 2; warmUp++) {
      for (int batch = 0; batch < BATCHES; batch++) {
        long startNs = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
          sink += call.getAsInt();
        }
        ns[batch] = (double) (System.nanoTime() - startNs) / BATCH;
      }
    }
    figures.add(what, count, Percentiles.of(ns));
  }
}
