// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.layout.MutableRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handles are closed while other threads are in the middle of using them. */
class CloseTest {

  private static final int ROUNDS = 15;
  private static final int SIZE = 65536;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private LinuxSharedMemory memory;

  @BeforeEach
  void open() {
    memory =
        new LinuxSharedMemory(LinuxSettings.inDirectory(directory).withLimits(SegmentLimits.NONE));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    memory.close();
  }

  /** Something that a thread does again and again until its handle is closed. */
  @FunctionalInterface
  private interface Use {
    void once(long round);
  }

  private static SegmentSpec spec(SegmentLayout layout) {
    return SegmentSpec.named("seg").module("test").layout(layout).sizeBytes(SIZE).build();
  }

  /** How the use ended: always with an exception. */
  private static ShmException useUntilItFails(AtomicLong rounds, Use use) {
    while (true) {
      try {
        use.once(rounds.get());
        rounds.incrementAndGet();
      } catch (VersionConflictException e) {
        // One slot under a writer at full speed: the next read starts afresh.
        rounds.incrementAndGet();
      } catch (ShmException e) {
        return e;
      }
    }
  }

  private static void awaitUse(AtomicLong rounds) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> rounds.get() > 10);
  }

  private void shouldLeaveNothing() {
    assertEquals(List.of(), ProcessResources.files(directory));
    assertEquals(List.of(), ProcessResources.of(directory));
    assertEquals(List.of(), memory.openHandles());
  }

  private static void write(SegmentWriter writer, byte[] value, long round) {
    switch ((int) (round % 4)) {
      case 0 -> writer.write(value);
      case 1 -> writer.writeAt(7, value, 0, 1000);
      case 2 -> {
        MutableRecord record = writer.begin();
        record.putLong(0, round);
        writer.commit();
      }
      default -> {
        writer.beginUpdate().putLong(8, round);
        writer.abort();
      }
    }
  }

  private static void read(SegmentReader reader, byte[] copy, long round) {
    switch ((int) (round % 3)) {
      case 0 -> reader.read(copy);
      case 1 -> reader.read(ByteBuffer.wrap(copy));
      default -> {
        long stamp = reader.beginRead();
        reader.view().getLong(SIZE - 8);
        reader.validate(stamp);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldEndAWriteInAnotherThreadWithHandleClosedOnly(SegmentLayout layout)
      throws InterruptedException, ExecutionException {
    byte[] value = new byte[SIZE];
    for (int i = 0; i < ROUNDS; i++) {
      SegmentWriter writer = memory.createWriter(spec(layout));
      AtomicLong writes = new AtomicLong();
      Future<ShmException> use =
          threads.submit(() -> useUntilItFails(writes, n -> write(writer, value, n)));
      awaitUse(writes);
      writer.close();
      assertEquals(HandleClosedException.class, use.get().getClass());
      assertFalse(writer.isOpen());
      shouldLeaveNothing();
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldEndAReadInAnotherThreadWithHandleClosedOnly(SegmentLayout layout)
      throws InterruptedException, ExecutionException {
    SegmentWriter writer = memory.createWriter(spec(layout));
    writer.write(new byte[SIZE]);
    byte[] copy = new byte[SIZE];
    for (int i = 0; i < ROUNDS; i++) {
      SegmentReader reader = memory.attachReader("seg");
      AtomicLong reads = new AtomicLong();
      Future<ShmException> use =
          threads.submit(() -> useUntilItFails(reads, n -> read(reader, copy, n)));
      awaitUse(reads);
      reader.close();
      assertEquals(HandleClosedException.class, use.get().getClass());
      assertFalse(reader.isOpen());
      assertEquals(0, writer.info().activity().readers());
    }
    writer.close();
    shouldLeaveNothing();
  }

  @Test
  void shouldTellReadersThatTheSegmentIsGoneAndNothingElse()
      throws InterruptedException, ExecutionException {
    byte[] value = new byte[SIZE];
    byte[] copy = new byte[SIZE];
    for (int i = 0; i < ROUNDS; i++) {
      SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED));
      writer.write(value);
      SegmentReader reader = memory.attachReader("seg");
      AtomicLong writes = new AtomicLong();
      AtomicLong reads = new AtomicLong();
      Future<ShmException> written =
          threads.submit(() -> useUntilItFails(writes, n -> write(writer, value, n)));
      Future<ShmException> read =
          threads.submit(() -> useUntilItFails(reads, n -> read(reader, copy, n)));
      awaitUse(writes);
      awaitUse(reads);
      writer.close();
      assertEquals(HandleClosedException.class, written.get().getClass());
      assertEquals(NotFoundException.class, read.get().getClass());
      reader.close();
      shouldLeaveNothing();
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldCloseAWriterWithATransactionOfItsOwnThread(SegmentLayout layout) {
    SegmentWriter writer = memory.createWriter(spec(layout));
    writer.write(new byte[SIZE]);
    MutableRecord record = writer.begin();
    writer.close();
    record.putLong(0, -1);
    assertThrows(HandleClosedException.class, writer::commit);
    writer.abort();
    assertThrows(HandleClosedException.class, writer::begin);
    shouldLeaveNothing();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepTheMappingForReadersThatAreStillOpen(SegmentLayout layout) {
    SegmentWriter writer = memory.createWriter(spec(layout));
    writer.write(new byte[SIZE]);
    SegmentReader one = memory.attachReader("seg");
    SegmentReader two = memory.attachReader("seg");
    one.close();
    assertEquals(SIZE, two.read(new byte[SIZE]));
    assertFalse(ProcessResources.of(directory).isEmpty());
    two.close();
    writer.close();
    shouldLeaveNothing();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotLoseADescriptorInTwoHundredLives(SegmentLayout layout) {
    for (int i = 0; i < 200; i++) {
      try (SegmentWriter writer = memory.createWriter(spec(layout));
          SegmentReader reader = memory.attachReader("seg")) {
        writer.write(new byte[] {(byte) i});
        assertTrue(reader.hasValue());
      }
    }
    shouldLeaveNothing();
  }
}
