// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import static org.evo.shm.linux.protocol.PlainMemory.CAPACITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.evo.shm.linux.format.SegmentMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer at full speed against a reader at full speed: no value is a mixture, none is older. */
class SeqlockHammerTest {

  private static final long DURATION_NS = TimeUnit.SECONDS.toNanos(1);
  private static final int WORDS = CAPACITY / Long.BYTES;
  private static final long REFUSED = -2;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /** What a reader saw. */
  private record Seen(long good, long torn, long backwards) {}

  static Stream<Named<SegmentMemory>> memories() {
    return Stream.of(
        Named.of("1 slot", PlainMemory.slots(1)),
        Named.of("4 slots", PlainMemory.slots(4)),
        Named.of("classic", PlainMemory.classic()));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("memories")
  void shouldNeverShowAMixture(SegmentMemory memory)
      throws InterruptedException, ExecutionException {
    long endNs = System.nanoTime() + DURATION_NS;
    Future<Long> writer = threads.submit(() -> write(memory, endNs));
    Future<Seen> reader = threads.submit(() -> read(memory, endNs));
    Seen seen = reader.get();
    assertEquals(2 * writer.get(), memory.versionAcquire());
    assertEquals(0, seen.torn(), seen.toString());
    assertEquals(0, seen.backwards(), seen.toString());
    assertTrue(seen.good() > 0, seen.toString());
  }

  /** Every word of a value is its number. */
  private static long write(SegmentMemory memory, long endNs) {
    SeqlockWriter writer = new SeqlockWriter(memory, 0);
    byte[] bytes = new byte[CAPACITY];
    MutableRecord value = MutableRecord.of(bytes);
    long number = 0;
    while (number % 64 != 0 || System.nanoTime() - endNs < 0) {
      number = writer.version() / 2 + 1;
      fill(value, number);
      if (number % 2 == 0) {
        writer.write(bytes, 0, CAPACITY);
      } else {
        writer.open();
        writer.put(0, bytes, 0, CAPACITY);
        writer.commit(CAPACITY);
      }
    }
    return number;
  }

  private static void fill(MutableRecord value, long number) {
    for (int i = 0; i < WORDS; i++) {
      value.putLong(i * Long.BYTES, number);
    }
  }

  private static Seen read(SegmentMemory memory, long endNs) {
    SeqlockReader reader = new SeqlockReader(memory);
    byte[] copy = new byte[CAPACITY];
    long good = 0;
    long torn = 0;
    long backwards = 0;
    long last = 0;
    for (int i = 0; i % 64 != 0 || System.nanoTime() - endNs < 0; i++) {
      long number = i % 2 == 0 ? attempt(reader, copy) : selectAndAccept(reader, copy, i % 4 == 1);
      if (number != REFUSED) {
        good++;
        torn += number == reader.lastVersion() / 2 ? 0 : 1;
        backwards += number < last ? 1 : 0;
        last = number;
      }
    }
    return new Seen(good, torn, backwards);
  }

  private static long attempt(SeqlockReader reader, byte[] copy) {
    return reader.attempt(copy, 0) < 0 ? REFUSED : number(RecordView.of(copy));
  }

  private static long selectAndAccept(SeqlockReader reader, byte[] copy, boolean zeroCopy) {
    long stamp = reader.select();
    if (stamp == SeqlockReader.NONE) {
      return REFUSED;
    }
    long number;
    if (zeroCopy) {
      number = number(reader.view());
    } else {
      reader.copy(0, copy, 0, CAPACITY);
      number = number(RecordView.of(copy));
    }
    return reader.accept(stamp) && reader.holdsValue() ? number : REFUSED;
  }

  /** The number that all words show, -1 when they differ. */
  private static long number(RecordView value) {
    long first = value.getLong(0);
    for (int i = 1; i < WORDS; i++) {
      if (value.getLong(i * Long.BYTES) != first) {
        return -1;
      }
    }
    return first;
  }
}
