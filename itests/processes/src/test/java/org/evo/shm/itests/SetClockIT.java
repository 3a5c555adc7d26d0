// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wall clock is set back and forward while segments are in use. A library that is preloaded
 * shifts it for the processes of the test; a time namespace would shift the monotonic clock, which
 * commit times of several processes share.
 */
class SetClockIT {

  private static final long DAY_S = Duration.ofDays(1).toSeconds();
  private static final long TEN_YEARS_S = 3650 * DAY_S;
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  @TempDir static Path programs;

  private static Path library;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @TempDir Path elsewhere;

  private Peer writer;
  private Peer other;

  @BeforeAll
  static void compile() {
    library = CPrograms.shiftedClock(programs);
  }

  @BeforeEach
  void start() throws IOException {
    set(0);
    Surroundings shifted =
        Surroundings.SAME
            .variable("EVO_SHIFTED_CLOCK", clock().toString())
            .variable("LD_PRELOAD", library.toString());
    writer = Peer.start(JavaProgram.brief().in(shifted), directory);
    other = Peer.start(JavaProgram.brief().in(shifted), directory);
    set(TEN_YEARS_S);
    long ahead = writer.must("clock").number(0) - System.currentTimeMillis();
    assumeTrue(
        Math.abs(ahead - 1000 * TEN_YEARS_S) < HOUR_MS, "needs a Java that a library can preload");
    set(0);
  }

  @AfterEach
  void end() {
    writer.close();
    other.close();
  }

  private Path clock() {
    return elsewhere.resolve("clock");
  }

  private void set(long shiftS) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    try (FileChannel file =
        FileChannel.open(clock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(bytes.putLong(0, shiftS), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"slotted", "classic"})
  void shouldNeitherMakeValuesOlderNorYoungerNorKeepAnHeirAway(String layout) throws IOException {
    writer.must(Peer.create("seg", layout));
    writer.must("write seg 1");
    other.must("attach seg 1");
    long age = other.must("read seg").number(1);
    for (long shiftS : new long[] {-DAY_S, TEN_YEARS_S, -TEN_YEARS_S, DAY_S}) {
      set(shiftS);
      long later = other.must("read seg").number(1);
      assertTrue(later >= age && later < HOUR_MS, age + " ms, then " + later);
      age = later;
    }
    assertEquals(4, writer.must("write seg 2").number(0));
    assertTrue(other.must("read seg").number(1) < HOUR_MS);
    set(-DAY_S);
    writer.kill();
    assertEquals(4, other.must(Peer.create("seg", layout)).number(0));
    assertEquals(6, other.must("write seg 3").number(0));
    assertEquals(3, other.must("read seg").number(0));
  }

  /** Whoever died a moment ago may be started again, whatever the day. */
  @ParameterizedTest
  @ValueSource(longs = {1, -1, 3650, -3650})
  void shouldGiveADeadWriterItsGraceAndNoMore(long days) throws IOException {
    writer.must(Peer.create("seg"));
    writer.must("write seg 1");
    writer.kill();
    set(days * DAY_S);
    assertEquals("[]", other.must("clean " + HOUR_MS).word(0));
    assertEquals("[seg]", other.must("clean 0").word(0));
    assertEquals(List.of(), new Onlooker(directory).files());
  }

  @Test
  void shouldNotWaitForTheDayToComeWhenTheClockIsSetBackDuringAWait() throws IOException {
    Path lock = directory.resolve(".evo-seg.lock");
    try (FileChannel file =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      assertTrue(held.isValid());
      other.tell(Peer.create("seg"));
      set(-DAY_S);
      assertEquals("SegmentBusy", other.answer().code());
    }
  }
}
