// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.NotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer leaves its segment for the next one in this process. */
class ParkTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long LONG_MS = 600_000;

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LinuxPlatform platform;
  private LinuxSharedMemory memory;

  @BeforeEach
  void open() {
    platform = new LinuxPlatform(LinuxSettings.inDirectory(directory));
    memory = new LinuxSharedMemory(platform);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    memory.close();
    platform.removeParked();
    platform.close();
    assertEquals(List.of(), ProcessResources.files(directory));
    assertEquals(List.of(), ProcessResources.of(directory));
  }

  private static SegmentSpec spec(SegmentLayout layout) {
    return SegmentSpec.named("s").layout(layout).build();
  }

  private static byte[] value(SegmentWriter writer, int content) {
    byte[] value = new byte[writer.capacityBytes()];
    value[100] = (byte) content;
    return value;
  }

  private static byte[] read(SegmentReader reader) {
    byte[] value = new byte[reader.capacityBytes()];
    reader.read(value);
    return value;
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldGoOnInTheSameFileWithReadersAttached(SegmentLayout layout) {
    SegmentWriter first = memory.createWriter(spec(layout));
    SegmentReader reader = memory.attachReader("s");
    long version = first.write(value(first, 1));
    Path file = first.info().file();
    long generation = first.info().owner().generation();
    first.park(LONG_MS);
    assertArrayEquals(value(first, 1), read(reader));
    assertEquals(SegmentState.PARKED, reader.info().state());

    SegmentWriter second = memory.createWriter(spec(layout));
    SegmentInfo info = second.info();
    assertEquals(file, info.file());
    assertEquals(SegmentState.ACTIVE, info.state());
    assertEquals(generation + 1, info.owner().generation());
    assertArrayEquals(value(second, 1), read(reader));
    assertEquals(version + 2, second.write(value(second, 2)));
    assertArrayEquals(value(second, 2), read(reader));
    assertEquals(version + 2, reader.lastReadVersion());
  }

  @Test
  void shouldRefuseWritesAfterwards() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED));
    writer.park(LONG_MS);
    assertFalse(writer.isOpen());
    assertThrows(HandleClosedException.class, () -> writer.write(new byte[1]));
    writer.park(LONG_MS);
    writer.close();
    assertEquals(SegmentState.PARKED, memory.attachReader("s").info().state());
  }

  @Test
  void shouldRemoveASegmentThatNobodyCameBackFor() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = memory.attachReader("s");
    writer.write(value(writer, 1));
    writer.park(1);
    await().atMost(SOON).until(() -> ProcessResources.files(directory).isEmpty());
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThrows(NotFoundException.class, () -> read(reader)));
  }

  @Test
  void shouldLeaveASegmentAloneThatWasTakenUpAgainWhenItsTimeIsOver() {
    SegmentWriter first = memory.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = memory.attachReader("s");
    first.write(value(first, 1));
    first.park(200);
    SegmentWriter second = memory.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentWriter other = memory.createWriter(SegmentSpec.named("other").build());
    other.park(400);
    await()
        .atMost(SOON)
        .until(() -> ProcessResources.files(directory).stream().noneMatch(f -> f.contains("oth")));
    assertTrue(second.isOpen());
    assertArrayEquals(value(second, 1), read(reader));
  }

  @Test
  void shouldBeLookedAfterByTheNextPlatformOfTheProcess() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED));
    writer.park(2_000);
    platform.close();
    assertEquals(2, ProcessResources.files(directory).size());
    try (LinuxPlatform next = new LinuxPlatform(LinuxSettings.inDirectory(directory))) {
      next.resumeParked();
      await().atMost(SOON).until(() -> ProcessResources.files(directory).isEmpty());
    }
  }

  @Test
  void shouldParkWhatAClientLeftOpenAndCloseItsReaders() {
    SegmentWriter writer = memory.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = memory.attachReader("s");
    memory.parkAndClose(LONG_MS);
    assertFalse(writer.isOpen());
    assertFalse(reader.isOpen());
    try (LinuxSharedMemory next = new LinuxSharedMemory(platform)) {
      assertEquals(2, next.createWriter(spec(SegmentLayout.SLOTTED)).info().owner().generation());
    }
  }

  @Test
  void shouldCutOffATransactionOfAnotherThreadThatDoesNotEnd() throws Exception {
    SegmentWriter first = memory.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = memory.attachReader("s");
    first.write(value(first, 1));
    Callable<Void> beginning =
        () -> {
          first.begin();
          return null;
        };
    threads.submit(beginning).get();
    first.park(LONG_MS);
    SegmentWriter second = memory.createWriter(spec(SegmentLayout.SLOTTED));
    second.write(value(second, 2));
    Future<Long> late = threads.submit(() -> first.commit());
    assertThrows(Exception.class, late::get);
    assertArrayEquals(value(second, 2), read(reader));
    assertEquals(second.version(), reader.lastReadVersion());
  }

  @Test
  void shouldRemoveTheOthersWhenOneCannotBeRemoved() throws IOException {
    for (int i = 0; i < 8; i++) {
      memory.createWriter(SegmentSpec.named("s" + i).build()).park(300);
    }
    Path obstacle = Files.createDirectory(directory.resolve(".evo-s3.lock"));
    await().atMost(SOON).until(() -> ProcessResources.files(directory).size() <= 3);
    Files.delete(obstacle);
    await().atMost(SOON).until(() -> ProcessResources.files(directory).isEmpty());
  }
}
